using System.Globalization;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The wall clock of one process, which a test sets while it runs: libfaketime, which leaves the monotonic clock as it is.</summary>
internal sealed class FakeClock(string folder, int node)
{
    internal const string Absent = "libfaketime is not here: apt-get install -y libfaketime.";

    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    private readonly string file = Path.Combine(folder, $"clock-{node}");

    /// <summary>True where it is, and under CI=true in any case: then its absence is a failure.</summary>
    public static bool IsThere => Library is not null || Environment.GetEnvironmentVariable("CI") is "true" or "1";

    internal IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            Set(TimeSpan.Zero);
            return new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = Library ?? throw new InvalidOperationException(Absent),
                ["FAKETIME_TIMESTAMP_FILE"] = file,
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_NO_CACHE"] = "1",
            };
        }
    }

    /// <summary>How far the process's clock is from the machine's.</summary>
    internal void Set(TimeSpan ahead)
    {
        // Whole, and in one step: it is read at any moment.
        File.WriteAllText(file + ".next", string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0}\n"));
        File.Move(file + ".next", file, overwrite: true);
    }
}
