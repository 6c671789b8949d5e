using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>Whole incidents, told through the rule book, that exports are read on.</summary>
internal static class Journeys
{
    internal static IEnumerable<Scenario> All => [Moved(), Aborted(), Refused(), Corruption(), Open(), TakenOver(), StoodDown(), new Scenario().Opened()];

    /// <summary>A region is lost, the service is moved, and the books are closed.</summary>
    internal static Scenario Moved()
    {
        var story = new Scenario().Opened()
            .Do(null, new IncidentCommand.NoteRoom(new RoomRef("local", "inc-1", "incident", "#inc-1-checkout")))
            .AfterSeconds(20).Down()
            .Do(Some.Ravi, new IncidentCommand.TakeNote("The status page of the provider is green.\nI do not believe it."))
            .Do(Some.Ravi, new IncidentCommand.PinMessage("Elin Berg", Some.T0.AddSeconds(-50), "Is checkout slow for anyone else?", "https://chat.example/p/17"))
            .Do(Some.Maya, new IncidentCommand.StateImpact(null, 0.4m, "From the error rate at the edge"));
        for (var i = 1; i <= 6; i++)
        {
            story.AfterSeconds(5).Lag(2 + (i * 0.4m))
                .Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1,
                    [Some.Alarm(story.Now, i % 2 == 0 ? AlarmState.Alarm : AlarmState.Ok)], null, [], false));
        }

        return story
            .Do(Some.Maya, new IncidentCommand.AnswerQuestion("data-wrong", "no"))
            .Do(Some.Maya, new IncidentCommand.AnswerQuestion("one-zone", "no"))
            .Do(Some.Ravi, new IncidentCommand.AnswerQuestion("direct-probe", "no"))
            .Do(Some.Ravi, new IncidentCommand.AnswerQuestion("outside-view", "yes"))
            .Down().Do(Some.Ravi, new IncidentCommand.Propose(null))
            .Do(Some.Maya, new IncidentCommand.StateEta(story.Now.AddMinutes(3), story.Now.AddMinutes(5), "the plan's own estimate", ""))
            .Do(Some.Maya, new IncidentCommand.SendUpdate(Audience.Executives,
                "Checkout is down in us-east-1. We are deciding whether to move it to eu-west-1.\n\nUp to 416 records may be lost by that. We expect service to return between 02:09 and 02:11 UTC.", true, true))
            .AfterSeconds(25).ApprovedBy(Some.Maya, 5_000, 120).AfterSeconds(40).Down().ApprovedBy(Some.Dario, 4_000, 60).ApprovedBy(Some.Maya, 9_000, 180)
            .Do(Some.Maya, new IncidentCommand.Prepare())
            .Ran(2, StepOutcome.Failed, false, "503 Service Unavailable").Ran(3, evidence: "204 No Content").Ran(12)
            .AfterSeconds(1).Confirmed()
            .Tried(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 10"))
            .AfterSeconds(6).Confirmed().Press()
            .Ran(38).Ran(47).Ran(9)
            .Do(Some.Maya, new IncidentCommand.StateEta(story.Now, null, "verified", "The route change took longer than estimated."))
            .After(TimeSpan.FromHours(22))
            .Do(Some.Dario, new IncidentCommand.Reconcile(120, TimeSpan.FromSeconds(2), "The security group of the old primary is closed.", "Exported to the audit bucket, 120 rows."))
            .Do(Some.Maya, new IncidentCommand.Resolve("Checkout runs in Ireland."))
            .Do(Some.Maya, new IncidentCommand.Close("Review on Monday."));
    }

    internal static Scenario Aborted() => new Scenario().Preparing().Ran(3).AfterSeconds(8)
        .Do(Some.Maya, new IncidentCommand.Abort("The primary answers again.", false)).Ran(4)
        .AfterSeconds(30).Do(Some.Maya, new IncidentCommand.Resolve("The provider repaired a router."));

    /// <summary>The target turns out to be unhealthy: the press is refused, and the failover is called off.</summary>
    internal static Scenario Refused() => new Scenario().Armed().AfterSeconds(2).Fresh(("target-healthy", 0), ("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0))
        .Tried(Some.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 200"))
        .AfterSeconds(20).Do(Some.Maya, new IncidentCommand.Abort("The replica in Ireland is not healthy.", true)).RunNext();

    internal static Scenario Corruption() => new Scenario().Opened().Down()
        .AfterSeconds(30).Do(Some.Dario, new IncidentCommand.AnswerQuestion("data-wrong", "yes"))
        .Do(Some.Dario, new IncidentCommand.AnswerQuestion("damage-replicated", "unsure"))
        .Tried(Some.Ravi, new IncidentCommand.Propose(null))
        .Do(Some.Maya, new IncidentCommand.Freeze("Nothing may be written on top of the damage.")).AfterSeconds(1).RunNext();

    internal static Scenario Open() => new Scenario().Proposed().AfterSeconds(20).ApprovedBy(Some.Dario);

    internal static Scenario TakenOver()
    {
        var story = new Scenario().Pressed().RunNext().RunNext(StepOutcome.Failed, null, "timeout at the router");
        return story.Do(Some.Maya, new IncidentCommand.TakeOver(story.Failover.Steps
            .Where(p => story.Incident.Plan!.Step(p.Step)!.Phase == StepPhase.Commit && !p.IsSettled)
            .ToDictionary(p => p.Step, _ => "Changed at the router by hand; curl shows Ireland.")));
    }

    internal static Scenario StoodDown() => new Scenario().Pressed().RunNext(StepOutcome.Failed, null, "connection refused")
        .Tried(Some.Maya, new IncidentCommand.StandDown("It never began.")).Tried(Some.Ravi, new IncidentCommand.TakeRole(Role.Responder))
        .Tried(Some.Ravi, new IncidentCommand.StandDown("Agreed."));

    private static Scenario Tried(this Scenario story, Approvals.Person person, IncidentCommand command)
    {
        story.Try(person, command);
        return story;
    }

    /// <summary>The run that the log asks for, with the time it takes.</summary>
    private static Scenario Ran(this Scenario story, int seconds, StepOutcome outcome = StepOutcome.Succeeded, bool? effect = true, string evidence = "200 OK")
    {
        var order = NextStep.For(story.Incident)!;
        return story.Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt)).AfterSeconds(seconds)
            .Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, outcome, evidence, true, effect));
    }

    private static Scenario Lag(this Scenario story, decimal seconds) => story.Do(null, new IncidentCommand.RecordReadings(
        [Some.Reading("lag", seconds, story.Now, ReadingUnit.Seconds), Some.Reading("error-rate", 0.9m, story.Now, ReadingUnit.Share)], null));

    private static Scenario Confirmed(this Scenario story) =>
        story.Fresh(("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", 1), ("serving", 1));
}
