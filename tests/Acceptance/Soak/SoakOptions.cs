using System.Globalization;
using IncidentBot.Workflow;

namespace IncidentBot.Acceptance.Soak;

/// <summary>How long, how many, from which seed: by default what CI has time for; the environment makes it longer or repeats it.</summary>
/// <param name="Time">New incidents begin for so long.</param>
/// <param name="Incidents">No more than so many begin.</param>
/// <param name="Faults">Kinds of faults that are drawn.</param>
/// <param name="Figures">A file for the table of what was measured; null: none.</param>
internal sealed record SoakOptions(TimeSpan Time, int Incidents, int Seed, IReadOnlyList<NodeFault> Faults, string? Figures)
{
    /// <summary>Services that have an incident at the same time.</summary>
    internal int Services { get; init; } = 24;

    internal static SoakOptions FromEnvironment()
    {
        var length = Variable("") ?? "40s";
        var faults = Variable("_FAULTS") is not { } chosen ? Words.All<NodeFault>() : chosen == "none" ? [] : chosen.Split(',', StringSplitOptions.TrimEntries);
        var counted = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var incidents);
        return new SoakOptions(
            counted ? TimeSpan.FromHours(2) : Length(length),
            counted ? incidents : int.MaxValue,
            Variable("_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next(1, 1_000_000),
            [.. faults.Select(f => Words.TryRead<NodeFault>(f, out var fault) ? fault
                : throw new InvalidOperationException($"INCIDENTBOT_TESTS_SOAK_FAULTS must hold some of {string.Join(", ", Words.All<NodeFault>())}, found '{f}', or be none"))],
            Variable("_FIGURES"))
        {
            Services = Variable("_SERVICES") is { } services ? int.Parse(services, CultureInfo.InvariantCulture) : 24,
        };
    }

    private static TimeSpan Length(string text) =>
        text.Length > 1 && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && text[^1] is 's' or 'm' or 'h'
            ? TimeSpan.FromTicks((long)(number * (text[^1] switch { 's' => TimeSpan.TicksPerSecond, 'm' => TimeSpan.TicksPerMinute, _ => TimeSpan.TicksPerHour })))
            : throw new InvalidOperationException($"INCIDENTBOT_TESTS_SOAK must be a length such as 10m, or a number of incidents, found '{text}'");

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable("INCIDENTBOT_TESTS_SOAK" + name) is { Length: > 0 } value ? value : null;
}

/// <summary>What happens to a node or to the database; what the outside does is drawn at each call.</summary>
internal enum NodeFault
{
    /// <summary>kill -9 of the node that works, and a start.</summary>
    KillActive,

    /// <summary>kill -9 of the node that stands by, and a start.</summary>
    KillStandby,

    /// <summary>SIGSTOP of the node that works for longer than its lease, and SIGCONT.</summary>
    PauseActive,

    /// <summary>The database is stopped as by a crash, and started.</summary>
    StopDatabase,
}
