namespace IncidentBot.Workflow.Updates;

/// <summary>The stages of reminding that an update is due, in order.</summary>
public enum ReminderStage
{
    /// <summary>To the comms lead, 5 min before it is due.</summary>
    Soon,

    /// <summary>To the comms lead, when it is due.</summary>
    Due,

    /// <summary>To the deputy, 5 min after it was due.</summary>
    Deputy,
}

/// <summary>One reminder; it belongs to one due time, so that a new due time (any update was sent) starts again.</summary>
public sealed record Reminder(ReminderStage Stage, DateTimeOffset DueAt);

/// <summary>
/// Which reminder is to be sent: each stage at most once per due time, none once service is restored or the incident is over,
/// and after a gap (the bot was down) only the latest stage.
/// </summary>
public static class Reminders
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>The reminder to send at <paramref name="now"/>, or null.</summary>
    /// <param name="from">When the last update was sent, or the incident declared: a stage that would precede it is left out.</param>
    /// <param name="due">When the next update is due; null when updates are on demand.</param>
    /// <param name="sent">Reminders already sent; those of other due times are ignored.</param>
    public static Reminder? At(DateTimeOffset now, DateTimeOffset from, DateTimeOffset? due, UpdatePhase phase, IEnumerable<Reminder> sent)
    {
        if (due is not { } dueAt || IsQuiet(phase))
        {
            return null;
        }

        var reached = Stages(from, dueAt).Where(s => now >= TimeOf(s, dueAt)).ToList();
        return reached.Count == 0 || sent.Any(r => r.DueAt == dueAt && r.Stage >= reached[^1])
            ? null
            : new Reminder(reached[^1], dueAt);
    }

    /// <summary>When <see cref="At"/> next gives a reminder if no update is sent before; in the past if one is overdue, null if none is left.</summary>
    public static DateTimeOffset? NextTime(DateTimeOffset from, DateTimeOffset? due, UpdatePhase phase, IEnumerable<Reminder> sent)
    {
        if (due is not { } dueAt || IsQuiet(phase))
        {
            return null;
        }

        var last = sent.Where(r => r.DueAt == dueAt).Select(r => (ReminderStage?)r.Stage).Max();
        return Stages(from, dueAt)
            .Where(s => last is null || s > last)
            .Select(s => (DateTimeOffset?)TimeOf(s, dueAt))
            .FirstOrDefault();
    }

    private static bool IsQuiet(UpdatePhase phase) => phase is UpdatePhase.Restored or UpdatePhase.Resolved;

    private static IEnumerable<ReminderStage> Stages(DateTimeOffset from, DateTimeOffset dueAt) =>
        Enum.GetValues<ReminderStage>().Where(s => TimeOf(s, dueAt) > from);

    private static DateTimeOffset TimeOf(ReminderStage stage, DateTimeOffset dueAt) => stage switch
    {
        ReminderStage.Soon => dueAt - Step,
        ReminderStage.Due => dueAt,
        ReminderStage.Deputy => dueAt + Step,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };
}
