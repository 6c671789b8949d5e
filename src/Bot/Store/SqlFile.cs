using System.Collections.Frozen;

namespace IncidentBot.Store;

/// <summary>The statements of one embedded .sql file, each headed by <c>-- name: ...</c>.</summary>
internal sealed class SqlFile
{
    private const string Heading = "-- name: ";

    private readonly FrozenDictionary<string, string> _statements;
    private readonly string _file;

    private SqlFile(string file, string text)
    {
        _file = file;
        _statements = text.Split(Heading, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .ToFrozenDictionary(part => part[0].Trim(), part => part[1].Trim());
    }

    internal string this[string name] => _statements.TryGetValue(name, out var sql)
        ? sql
        : throw new KeyNotFoundException($"{_file} holds no statement \"{name}\".");

    internal static SqlFile Load(string file) => new(file, Text(file));

    /// <summary>Names of the embedded schema scripts of a folder, in order.</summary>
    internal static IEnumerable<string> SchemaScripts(string folder) => typeof(SqlFile).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    internal static string Text(string file)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"{file} is not embedded in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
