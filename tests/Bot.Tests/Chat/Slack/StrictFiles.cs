using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Uploads of the strict Slack: an address takes the announced number of bytes, once; a file is shown once, and only when its bytes are there.</summary>
internal sealed class StrictFiles
{
    private readonly Dictionary<string, StrictFile> files = [];

    /// <summary>Where uploads are asked for; null: here.</summary>
    internal Uri? Elsewhere { get; set; }

    internal IReadOnlyCollection<StrictFile> All => files.Values;

    internal JsonObject Ask(Uri address, JsonObject arguments)
    {
        var name = (string?)arguments["filename"] ?? "";
        if (name.Length is 0 or > 255 || !int.TryParse((string?)arguments["length"], CultureInfo.InvariantCulture, out var length) || length <= 0)
        {
            return StrictSlack.Error("invalid_arguments");
        }

        var file = files[$"F{files.Count + 100:0000}"] = new StrictFile($"F{files.Count + 100:0000}", name, length);
        return new JsonObject { ["ok"] = true, ["upload_url"] = new Uri(Elsewhere ?? address, $"/upload/{file.Id}").ToString(), ["file_id"] = file.Id };
    }

    /// <summary>Whether the bytes were taken; the token has no business here.</summary>
    internal bool Take(string id, byte[] bytes, string authorization)
    {
        if (authorization.Length > 0 || !files.TryGetValue(id, out var file) || file.Text is not null || bytes.Length != file.Length)
        {
            return false;
        }

        file.Text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    internal JsonObject Complete(StrictChannel channel, JsonObject arguments, Action<StrictChannel, string, IReadOnlyList<StrictFile>> show)
    {
        var wanted = ((JsonArray)arguments["files"]!).Select(f => files.GetValueOrDefault((string)f!["id"]!)).ToList();
        if (wanted.Count == 0 || wanted.Any(f => f is not { Text: not null, Shown: false }))
        {
            return StrictSlack.Error("file_not_found");
        }

        wanted.ForEach(f => f!.Shown = true);
        show(channel, (string?)arguments["initial_comment"] ?? "", wanted!);
        return StrictSlack.Ok();
    }
}

/// <summary>One file: announced, then uploaded, then shown.</summary>
internal sealed class StrictFile(string id, string name, int length)
{
    internal string Id => id;

    internal string Name => name;

    internal int Length => length;

    internal string? Text { get; set; }

    internal bool Shown { get; set; }
}
