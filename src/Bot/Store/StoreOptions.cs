using System.Globalization;
using Microsoft.Extensions.Options;

namespace IncidentBot.Store;

/// <summary>Section "Store": where the log and the queues are kept.</summary>
internal sealed class StoreOptions
{
    /// <summary>The one that needs nothing else: files in <see cref="Folder"/>, and one process a folder.</summary>
    internal const string Sqlite = "sqlite";

    /// <summary>One database for several nodes, of which one works at a time.</summary>
    internal const string PostgreSql = "postgres";

    /// <summary>"sqlite": files in the data folder, one process a folder. "postgres": one database, which several nodes may share.</summary>
    public string Kind { get; set; } = Sqlite;

    /// <summary>The data folder; it is made if missing. A relative path means the folder that incidentbot is started in.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>
    /// Deliveries that may wait to be handled, 1,000 to 10,000,000; default 100,000. One more is not taken: its sender is answered 503 and keeps it. What is said in chats
    /// is refused, too, while as many messages wait to be sent.
    /// </summary>
    public int MostPending { get; set; } = 100_000;

    /// <summary>The database, where <see cref="Kind"/> is "postgres".</summary>
    public PostgresOptions Postgres { get; set; } = new();

    internal bool IsPostgres => Kind == PostgreSql;
}

/// <summary>Refuses options that the store cannot be opened with.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        List<string> faults = [.. Folder(options.Folder), .. Kind(options), .. Bound(options.MostPending)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Kind(StoreOptions options) => options.Kind switch
    {
        StoreOptions.Sqlite => options.Postgres.Connection.Length == 0
            ? []
            : ["Store:Kind must be \"postgres\" where Store:Postgres:Connection is set; it is \"sqlite\"."],
        StoreOptions.PostgreSql => PostgresFaults.Of(options.Postgres),
        _ => [$"Store:Kind must be \"sqlite\" or \"postgres\"; it is \"{options.Kind}\"."],
    };

    private static IEnumerable<string> Bound(int most) =>
        most is >= 1_000 and <= 10_000_000 ? [] : [string.Create(CultureInfo.InvariantCulture, $"Store:MostPending must be 1,000 to 10,000,000; it is {most}.")];

    private static IEnumerable<string> Folder(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            yield return $"Store:Folder must name a folder; it is \"{folder}\".";
        }
        else if (folder.IndexOfAny(Path.GetInvalidPathChars()) >= 0 || File.Exists(folder))
        {
            yield return $"Store:Folder must be a folder or the name of a new one; \"{folder}\" is a file or no path.";
        }
    }
}
