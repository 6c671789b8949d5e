namespace IncidentBot.Demo.Logs;

/// <summary>
/// Which epoch last changed what. An epoch smaller than the largest seen is refused, whatever it is about; an epoch that
/// already changed a subject may only ask for that same change again.
/// </summary>
internal sealed class EpochRegister
{
    private readonly Dictionary<string, EpochEntry> _last = [];

    public long Highest { get; private set; }

    public EpochEntry? Last(string subject) => _last.GetValueOrDefault(subject);

    public EpochVerdict Judge(string subject, string change, long epoch)
    {
        if (epoch < 1)
        {
            return EpochVerdict.Refused($"epoch {epoch} is not one: it must be at least 1");
        }

        if (epoch < Highest)
        {
            return EpochVerdict.Refused($"epoch {epoch} is stale: epoch {Highest} was already seen");
        }

        if (_last.TryGetValue(subject, out var last) && last.Epoch == epoch)
        {
            return last.Change == change
                ? EpochVerdict.Repeat
                : EpochVerdict.Refused($"epoch {epoch} was already used to {last.Change}; to {change} takes a larger one");
        }

        return EpochVerdict.Change;
    }

    public void Apply(EpochEntry entry)
    {
        _last[entry.Subject] = entry;
        Highest = Math.Max(Highest, entry.Epoch);
    }
}

/// <summary>One accepted change: when (UTC), of what, which, and under which epoch.</summary>
internal sealed record EpochEntry(DateTimeOffset At, string Subject, string Change, long Epoch);

/// <summary>What became of a request to change something under an epoch.</summary>
internal sealed record EpochVerdict(bool Allowed, bool Changed, string? Reason)
{
    public static readonly EpochVerdict Change = new(true, true, null);
    public static readonly EpochVerdict Repeat = new(true, false, null);

    public static EpochVerdict Refused(string reason) => new(false, false, reason);
}
