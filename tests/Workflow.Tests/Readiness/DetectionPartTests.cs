using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Readiness;
using Xunit;
using static IncidentBot.Workflow.Tests.Readiness.SomeReadiness;

namespace IncidentBot.Workflow.Tests.Readiness;

/// <summary>Whether alarms would come in at all is said and not scored; what nobody heard is not good.</summary>
public sealed class DetectionPartTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    private static DateTimeOffset Now => Facts().Now;

    [Fact]
    public void It_is_there_only_where_alarms_come_in_and_never_scores()
    {
        Assert.DoesNotContain(ReadinessReport.Of(Facts()).Parts, p => p.Name == "detection");
        var report = ReadinessReport.Of(Facts() with { Intake = [] });
        var part = report.Parts.Single(p => p.Name == "detection");
        Assert.Equal((0, 0, ReadinessMark.Unknown), (part.Weight, part.Points, part.Items.Single().Mark));
        Assert.Equal((100, null), (report.Score, report.Best));
        Assert.Contains("\ndetection: UNKNOWN heartbeat: none is expected", ReadinessText.ForRoom(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_good_only_while_the_log_is_told_that_it_lives()
    {
        Assert.Equal(ReadinessMark.Unknown, Mark(null));
        Assert.Equal(ReadinessMark.Good, Mark(new TriageEvent.PathHeard("sns", Now.AddMinutes(-1), null) { At = Now.AddHours(-6) }));
        Assert.Equal(ReadinessMark.Unknown, Mark(new TriageEvent.PathHeard("sns", Now.AddHours(-7), null) { At = Now.AddHours(-7) }));
        Assert.Equal(ReadinessMark.Missing, Mark(new TriageEvent.PathSilent("sns", Now.AddHours(-1), Within) { At = Now }));
        Assert.Equal(ReadinessMark.Missing, Mark(new TriageEvent.PathSilent("sns", null, Within) { At = Now }));
    }

    [Fact]
    public void The_newest_word_on_a_path_counts_and_none_on_another()
    {
        TriageEvent[] log = [new TriageEvent.PathSilent("sns", null, Within), new TriageEvent.PathHeard("sns", Now, Now), new TriageEvent.PathSilent("eventbridge", null, Within)];
        Assert.Same(log[1], IntakePath.Newest(log, "sns"));
        Assert.Null(IntakePath.Newest(log, "sqs:eu-west-1"));
    }

    private static ReadinessMark Mark(TriageEvent? news) =>
        ReadinessReport.Of(Facts() with { Intake = [new IntakePath("sns", Within, news)] }).Parts.Single(p => p.Name == "detection").Items.Single().Mark;
}
