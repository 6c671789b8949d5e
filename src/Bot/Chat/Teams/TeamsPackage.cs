using System.IO.Compression;
using System.Text;

namespace IncidentBot.Chat.Teams;

/// <summary>The app as Teams takes it in: a zip of the manifest, with the app's id in its places, and the two icons.</summary>
internal static class TeamsPackage
{
    private const string AppId = "{{APP_ID}}";

    /// <summary>What is in the package, by name.</summary>
    internal static IReadOnlyList<string> Files { get; } = ["manifest.json", "color.png", "outline.png"];

    /// <summary>The earliest time that a zip can hold: the same settings make the same bytes.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="appId">The app (client) id of the bot.</param>
    internal static byte[] Zip(Guid appId)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Files)
            {
                var entry = zip.CreateEntry(file, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Epoch;
                using var target = entry.Open();
                target.Write(file.EndsWith(".json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Read(file)).Replace(AppId, appId.ToString("D"), StringComparison.Ordinal)) : Read(file));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A file of the package as it is shipped.</summary>
    internal static byte[] Read(string file)
    {
        using var source = typeof(TeamsPackage).Assembly.GetManifestResourceStream("teams/" + file)!;
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        return bytes.ToArray();
    }
}
