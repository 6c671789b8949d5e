namespace IncidentBot.Benchmarks;

/// <summary>What a run was asked for.</summary>
/// <param name="Short">A few seconds in all: proves that the benchmarks run, and measures nothing worth keeping.</param>
/// <param name="Only">The one benchmark to run; null for all.</param>
internal sealed record RunOptions(bool Short, string? Only)
{
    internal const string Usage = "dotnet run --project tests/Benchmarks -c Release -- [--short] [--only fold|decide|brief|append|sns|slack|teams|storm|postgres|idle]";

    /// <summary>Null if the arguments are not understood.</summary>
    internal static RunOptions? Read(IReadOnlyList<string> args)
    {
        var options = new RunOptions(false, null);
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--short":
                    options = options with { Short = true };
                    break;
                case "--only" when i + 1 < args.Count:
                    options = options with { Only = args[++i] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    /// <summary>One number for a short run, another for a real one.</summary>
    internal int Pick(int whenShort, int otherwise) => Short ? whenShort : otherwise;
}
