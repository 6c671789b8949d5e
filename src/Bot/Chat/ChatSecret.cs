namespace IncidentBot.Chat;

/// <summary>A secret from the settings, or from a file that is read again when it changes. Its text shows up in no log: <c>ToString</c> hides it.</summary>
internal sealed class ChatSecret(string value, string file)
{
    private readonly Lock gate = new();
    private DateTime readAt;
    private string held = value.Trim();

    /// <summary>The secret as it is now; what was read last while the file cannot be read.</summary>
    internal string Now
    {
        get
        {
            if (file.Length == 0)
            {
                return held;
            }

            lock (gate)
            {
                var written = File.GetLastWriteTimeUtc(file);
                if (written != readAt && TryRead(file, out var text) is null && text.Trim().Length > 0)
                {
                    (held, readAt) = (text.Trim(), written);
                }

                return held;
            }
        }
    }

    public override string ToString() => "(secret)";

    /// <summary>Reads a secret's file; answers what went wrong, or null.</summary>
    internal static string? TryRead(string file, out string text)
    {
        try
        {
            text = File.ReadAllText(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            text = "";
            return e.Message;
        }
    }
}
