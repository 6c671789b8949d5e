namespace IncidentBot.Workflow.Incidents;

/// <summary>One state change of one alarm, as an incident takes note of it.</summary>
/// <param name="Key">The alarm's identity (its ARN, or account, region and name): transitions are ordered per key.</param>
/// <param name="ChangedAt">The alarm's StateChangeTime (UTC), unique per alarm.</param>
/// <param name="BreachAt">The earliest breaching datapoint, where the alarm tells it: the impact start.</param>
public sealed record AlarmTransition(
    string Key, string Name, string? Region, AlarmState From, AlarmState To, DateTimeOffset ChangedAt,
    DateTimeOffset? BreachAt, string Reason)
{
    /// <summary>What a source begins with when CloudWatch was asked, and did not tell by itself.</summary>
    public const string Polled = "poll:";

    /// <summary>The way it came in: <c>sns</c>, <c>eventbridge</c>, <c>sqs:REGION</c> or <c>poll:REGION</c>; null in older logs.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it was found by polling, and not by a notification.</summary>
    internal bool FoundByPolling => Source?.StartsWith(Polled, StringComparison.Ordinal) == true;
}

/// <summary>What an incident remembers of an alarm: its newest state, and how often it changed.</summary>
public sealed record AlarmRecord(string Name, AlarmState State, DateTimeOffset ChangedAt, int Changes);
