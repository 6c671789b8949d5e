using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests;

/// <summary>A planned switchover told as a scenario: out by the plan, or home by its failback.</summary>
internal static class Switchover
{
    internal static readonly IncidentCommand.Reconcile Counted =
        new(120, TimeSpan.FromSeconds(2), "The edge refuses writes.", "Exported to the audit bucket.");

    /// <summary>The plan of <see cref="Some"/> with a way back: the other link, the other fence, the same steps.</summary>
    internal static FailoverPlan Plan()
    {
        var plan = Some.Plan();
        return plan with
        {
            Failback = plan with
            {
                Title = "Checkout back home",
                Primary = plan.Target,
                Target = plan.Primary,
                Inputs = new PlanInputs("lag-back", "write-rate", null, "fenced-back"),
                Readings = [.. plan.Readings.Select(r => r with { Id = Back(r.Id) })],
                Gates = [.. plan.Gates.Select(g => g with { Observers = [.. g.Observers.Select(o => o with { Reading = Back(o.Reading) })] })],
            },
        };
    }

    /// <summary>An incident that a person declares; where the service serves from is in its record.</summary>
    internal static Scenario Declared(string? servesFrom = null, FailoverPlan? plan = null)
    {
        var story = new Scenario();
        story.Situation = story.Situation with { Service = ServiceRecord.None with { ServesFrom = servesFrom } };
        return story.Do(Some.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev4, "planned switchover", plan ?? Plan(), []));
    }

    /// <summary>The source is well, and the lag is as given.</summary>
    internal static Scenario Well(this Scenario story, decimal lag = 1.5m) => story.Do(null, new IncidentCommand.RecordReadings(
        [
            Some.Reading(Named(story, "lag"), lag, story.Now, ReadingUnit.Seconds), Some.Reading(Named(story, "error-rate"), 0, story.Now, ReadingUnit.Share),
            Some.Reading(Named(story, "primary-healthy"), 1, story.Now), Some.Reading(Named(story, "target-healthy"), 1, story.Now),
            Some.Reading(Named(story, "fenced"), story.Incident.Fence.Status == FenceStatus.Placed ? 1 : 0, story.Now), Some.Reading(Named(story, "serving"), 1, story.Now),
        ],
        new WriteRate(50, 80, 90, 3600, story.Now)));

    internal static Scenario Agreed(this Scenario story, FailureMode mode = FailureMode.PlannedSwitchover) => story
        .Do(Some.Maya, new IncidentCommand.ClassifyMode(mode, "")).Well()
        .Do(Some.Ravi, new IncidentCommand.Propose(null))
        .Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "We are moving checkout as planned.", true))
        .ApprovedBy(Some.Maya, 0, 0).ApprovedBy(Some.Dario, 0, 0);

    /// <summary>Fenced and armed; nothing has been sampled since the fence.</summary>
    internal static Scenario Fenced(this Scenario story) => story.Agreed().Do(Some.Maya, new IncidentCommand.Prepare()).RunNext().RunNext();

    /// <summary>A lag sample that was surely taken behind the fence shows that nothing is outstanding.</summary>
    internal static Scenario Drained(this Scenario story) => story.Fenced().AfterSeconds(3).Well(0);

    internal static Decision TryPress(this Scenario story, string? typed = null) =>
        story.Try(Some.Maya, new IncidentCommand.Press(typed ?? $"PROMOTE {story.Incident.Plan!.Target} LOSE 0"));

    internal static Scenario Switched(this Scenario story)
    {
        Assert.Null(story.Drained().TryPress().Refusal);
        return story.RunNext().RunNext().RunNext();
    }

    internal static string Named(Scenario story, string id) => story.Incident.Plan!.Inputs.ReplicationLag == "lag-back" ? Back(id) : id;

    private static string Back(string id) => id == "write-rate" ? id : $"{id}-back";
}
