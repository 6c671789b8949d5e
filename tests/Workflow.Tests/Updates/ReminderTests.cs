using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests.Updates;

public sealed class ReminderTests
{
    private static readonly DateTimeOffset Sent = new(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Sent.AddMinutes(15);

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, ReminderStage.Soon)]
    [InlineData(14, ReminderStage.Soon)]
    [InlineData(15, ReminderStage.Due)]
    [InlineData(19, ReminderStage.Due)]
    [InlineData(20, ReminderStage.Deputy)]
    [InlineData(500, ReminderStage.Deputy)]
    public void The_latest_stage_that_has_come_is_given(int minutes, ReminderStage? stage) =>
        Assert.Equal(stage, At(minutes)?.Stage);

    [Fact]
    public void Each_stage_is_given_once()
    {
        Assert.Null(At(12, Reminder(ReminderStage.Soon)));
        Assert.Equal(ReminderStage.Due, At(16, Reminder(ReminderStage.Soon))?.Stage);
        Assert.Null(At(16, Reminder(ReminderStage.Soon), Reminder(ReminderStage.Due)));
        Assert.Null(At(60, Reminder(ReminderStage.Deputy)));
    }

    [Fact]
    public void An_update_starts_the_reminders_again()
    {
        var before = Enum.GetValues<ReminderStage>().Select(Reminder);
        var again = Due.AddMinutes(15);

        Assert.Equal(new Reminder(ReminderStage.Soon, again), Reminders.At(again.AddMinutes(-5), Due, again, UpdatePhase.FailingOver, before));
    }

    [Theory]
    [InlineData(UpdatePhase.Restored)]
    [InlineData(UpdatePhase.Resolved)]
    public void Nobody_is_reminded_once_service_is_restored(UpdatePhase phase)
    {
        Assert.Null(Reminders.At(Due.AddHours(1), Sent, Due, phase, []));
        Assert.Null(Reminders.NextTime(Sent, Due, phase, []));
    }

    [Fact]
    public void Updates_on_demand_are_never_reminded_of()
    {
        Assert.Null(Reminders.At(Due, Sent, null, UpdatePhase.Investigating, []));
        Assert.Null(Reminders.NextTime(Sent, null, UpdatePhase.Investigating, []));
    }

    [Fact]
    public void A_stage_before_the_last_update_is_left_out()
    {
        var soon = Sent.AddMinutes(4);

        Assert.Null(Reminders.At(Sent.AddMinutes(1), Sent, soon, UpdatePhase.Deciding, []));
        Assert.Equal(soon, Reminders.NextTime(Sent, soon, UpdatePhase.Deciding, []));
    }

    [Fact]
    public void The_next_time_is_that_of_the_next_stage()
    {
        Assert.Equal(Due.AddMinutes(-5), Next());
        Assert.Equal(Due, Next(Reminder(ReminderStage.Soon)));
        Assert.Equal(Due.AddMinutes(5), Next(Reminder(ReminderStage.Due)));
        Assert.Null(Next(Reminder(ReminderStage.Deputy)));
    }

    [Fact]
    public void A_wake_up_at_the_next_time_always_finds_a_reminder()
    {
        var sent = new List<Reminder>();
        while (Reminders.NextTime(Sent, Due, UpdatePhase.Deciding, sent) is { } time)
        {
            sent.Add(Assert.IsType<Reminder>(Reminders.At(time, Sent, Due, UpdatePhase.Deciding, sent)));
        }

        Assert.Equal(Enum.GetValues<ReminderStage>(), sent.Select(r => r.Stage));
    }

    private static Reminder Reminder(ReminderStage stage) => new(stage, Due);

    private static Reminder? At(int minutes, params Reminder[] sent) =>
        Reminders.At(Sent.AddMinutes(minutes), Sent, Due, UpdatePhase.Deciding, sent);

    private static DateTimeOffset? Next(params Reminder[] sent) => Reminders.NextTime(Sent, Due, UpdatePhase.Deciding, sent);
}
