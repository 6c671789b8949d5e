namespace IncidentBot;

/// <summary>The process's wall clock, which never runs back: when somebody sets the machine's clock back, time goes on here at the pace of the monotonic clock.</summary>
/// <remarks>
/// Otherwise an approval would look younger than it is, and a pause of a second would last as long as the clock went back. A clock that is
/// set forward is followed at once: what has expired by it is void, and people are asked again. Once ahead, the process stays so until the
/// machine's clock has caught up or it is started anew; what a node whose clock is behind the log makes of approvals is the rules' matter.
/// </remarks>
internal sealed class SteadyTime(TimeProvider machine, ILogger<SteadyTime> log) : TimeProvider
{
    /// <summary>Two clocks of one machine run apart by parts in a million, and a time server moves one of them: that is no setting back.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private DateTimeOffset last = machine.GetUtcNow();
    private long lastAt = machine.GetTimestamp();
    private bool ahead;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var (wall, at) = (machine.GetUtcNow(), machine.GetTimestamp());
            var kept = last + machine.GetElapsedTime(lastAt, at);
            var back = kept - wall;
            if (ahead != back > Apart)
            {
                ahead = !ahead;
                Tell(back);
            }

            (last, lastAt) = (ahead ? kept : wall > last ? wall : last, at);
            return last;
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    private void Tell(TimeSpan back)
    {
        if (ahead) log.LogWarning("The machine's clock was set back by {Back}: this process goes on by its own count, {Back} ahead of it, until it is started anew", back, back);
        else log.LogInformation("The machine's clock has caught up: it is followed again");
    }
}
