using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>What the log holds of the intake comes out as it went in, and an alarm of an older log reads as before.</summary>
public sealed class TriageEventTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 2, 0, 0, 125, TimeSpan.Zero);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, All.Length)];

    private static AlarmTransition Alarm => new("a", "b", null, AlarmState.Ok, AlarmState.Alarm, At, null, "c") { Source = "poll:eu-west-1" };

    private static TriageEvent[] All =>
    [
        new TriageEvent.AlarmsTooOld("checkout", [Alarm]), new TriageEvent.DeliveriesParked("sns", "raw", "why", 3), new TriageEvent.DeliveriesLost([Alarm]),
        new TriageEvent.PathSilent("sns", null, TimeSpan.FromMinutes(15)), new TriageEvent.PathSilent("sns", At, TimeSpan.FromMinutes(15)), new TriageEvent.PathHeard("sns", At, At),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_comes_out_as_it_went_in(int which)
    {
        var happened = All[which] with { At = At };
        var text = EventRegistry.Write(happened);
        Assert.Equal(text, EventRegistry.Write(EventRegistry.Read(EventRegistry.NameOf(happened), text, At)));
    }

    [Fact]
    public void An_alarm_without_a_source_is_written_as_before()
    {
        var text = EventRegistry.Write(new TriageEvent.AlarmsUnmatched([Alarm with { Source = null }]) { At = At });
        Assert.DoesNotContain("source", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("polling", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"source\":\"poll:eu-west-1\"", EventRegistry.Write(new TriageEvent.DeliveriesLost([Alarm]) { At = At }), StringComparison.Ordinal);
    }
}
