namespace IncidentBot.Workflow.Approvals;

/// <summary>How far apart the people of a chain are called: such that the last of them can still answer before the latest decision, if that is possible.</summary>
/// <param name="Rule">The rule that gave the gap, in words.</param>
public sealed record CallSchedule(TimeSpan Gap, string Rule)
{
    /// <summary>What is left to each person while there is time.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(150);

    /// <summary>Less would not let anybody wake up and read.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    /// <param name="positions">How many calls follow each other.</param>
    /// <param name="latest">The latest decision (UTC); null while it is unknown.</param>
    /// <param name="estimated">It rests on the plan's own estimates.</param>
    public static CallSchedule For(int positions, DateTimeOffset now, DateTimeOffset? latest, bool estimated)
    {
        if (latest is not { } end)
        {
            return new CallSchedule(Usual, $"{Durations.Text(Usual)} apart; the latest decision is unknown, for nobody knows when the impact began.");
        }

        var basis = $"the latest decision at {Durations.Clock(end)}{(estimated ? " (by the plan's estimate)" : "")}";
        var seconds = positions == 0 ? Usual : TimeSpan.FromSeconds(Math.Floor((end - now) / positions / TimeSpan.FromSeconds(1)));
        return seconds >= Usual ? new CallSchedule(Usual, $"{Durations.Text(Usual)} apart, all before {basis}.")
            : seconds >= Least ? new CallSchedule(seconds, $"{Durations.Text(seconds)} apart: evenly over what is left until {basis}.")
            : new CallSchedule(Least, $"{Durations.Text(Least)} apart, the least there is: the whole chain does not fit before {basis}.");
    }
}
