namespace IncidentBot.Web;

/// <summary>A secret that is given in the settings, or in a file.</summary>
internal static class SecretFile
{
    /// <summary>The secret without space around it, and what went wrong with its file; neither where nothing is set. The trouble holds nothing of the secret.</summary>
    internal static (string? Secret, string? Trouble) Read(string? given, string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            return (string.IsNullOrEmpty(given) ? null : given, null);
        }

        try
        {
            return (File.ReadAllText(file).Trim(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, e.Message);
        }
    }
}
