using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>A log in which everything is right, decided by the product itself: an incident whose failover is aborted, and one that is moved; with the calls that an outside would have seen.</summary>
internal sealed class SoundLog
{
    private readonly FailoverPlan plan = Some.Plan() with { ArmedLimit = TimeSpan.FromSeconds(30) };
    private readonly List<StoredEvent> events = [];
    private readonly List<SoakCall> calls = [];
    private readonly HashSet<string> present = [];
    private Situation situation = new(Incident.None, ServiceRecord.None);
    private DateTimeOffset now = Some.T0;
    private int incidents;

    internal static SoakLog Make()
    {
        var log = new SoundLog();
        log.Prepared();
        log.Say(Some.Maya, new IncidentCommand.Abort("the primary is back", false));
        log.Run();
        log.End();
        log.Prepared();
        log.Sample();
        log.Say(Some.Maya, new IncidentCommand.Press(PressPhrase.For("eu-west-1", Outlook.LossAt(log.situation.Incident, log.now.AddSeconds(1))!.Bound)));
        log.Run();
        log.Say(Some.Maya, new IncidentCommand.Reconcile(3, TimeSpan.FromSeconds(2), "gate closed", "exported"));
        log.End();
        return new SoakLog(Chained.Of(log.events), Some.Roster, log.calls)
        {
            Lines = [new TakenLine("d1", "room", "maya", "/incident declare q1q", "q1q")],
            Alarms = [new TakenAlarm("checkout", "checkout-5xx", Some.T0)],
        };
    }

    /// <summary>From the declaration to armed.</summary>
    private void Prepared()
    {
        present.Clear();
        situation = situation with { Incident = Incident.None };
        Say(Some.Maya, new IncidentCommand.Declare($"INC-{++incidents}", "checkout", Severity.Sev1, $"checkout is failing q{incidents}q", plan, []));
        if (incidents == 1) Send(Actor.Bot("alarm"), new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [Some.Alarm(Some.T0)], plan, [], false));
        Say(Some.Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, "two vantage points agree"));
        Sample();
        Say(Some.Ravi, new IncidentCommand.Propose(null));
        Say(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "Up to 900,000 records may be lost.", true));
        foreach (var person in new[] { Some.Maya, Some.Dario }) Say(person, new IncidentCommand.Approve(null, null, 1_000_000, TimeSpan.FromHours(1), false, "we accept it"));
        Say(Some.Maya, new IncidentCommand.Prepare());
        Run();
    }

    private void End()
    {
        Say(Some.Maya, new IncidentCommand.Resolve("it is over"));
        Say(Some.Maya, new IncidentCommand.Close("done"));
    }

    /// <summary>Every step that the log asks for, at the outside and back.</summary>
    private void Run()
    {
        while (NextStep.For(situation.Incident) is { } order)
        {
            var undo = order.Purpose is StepPurpose.Undo or StepPurpose.Unfreeze;
            Send(Actor.Bot("runner"), new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
            if (order.Step.Id != "serving") calls.Add(new SoakCall("checkout", undo ? "undo" : "do", order.Step.Id, situation.Incident.Id, order.Epoch, 1, now, true, false));
            _ = undo ? present.Remove(order.Step.Id) : present.Add(order.Step.Id);
            Send(Actor.Bot("runner"), new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Succeeded, "done", true, !undo));
            Sample();
        }
    }

    private void Sample()
    {
        var at = now.AddSeconds(1);
        Send(Actor.Bot("readings"), new IncidentCommand.RecordReadings(
        [
            Some.Reading("lag", 1, at, ReadingUnit.Seconds), Some.Reading("error-rate", 0.9m, at, ReadingUnit.Share), Some.Reading("primary-healthy", 0, at),
            Some.Reading("primary-dead", 0, at), Some.Reading("fenced", present.Contains("fence") ? 1 : 0, at), Some.Reading("target-healthy", 1, at), Some.Reading("serving", present.Contains("route") ? 1 : 0, at),
        ], new WriteRate(1, 1, 1, 3600, at)));
    }

    private void Say(Person person, IncidentCommand command) => Send(Some.As(person), command);

    private void Send(Actor actor, IncidentCommand command)
    {
        now = now.AddSeconds(1);
        var opens = situation.Incident.Id.Length == 0;
        var decision = Decide.On(situation, command, new CommandContext(now, actor, Some.Roster));
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{command}: {string.Join(" ", refusal.Reasons)}");
        situation = decision.After;
        var id = situation.Incident.Id;
        if (opens) Add(IncidentLog.Numbers, new RegistryEvent.IncidentNumbered(id, "checkout") { At = now });
        foreach (var happened in decision.ServiceEvents) Add(IncidentLog.OfService("checkout"), happened);
        foreach (var happened in decision.Events) Add(id, happened);
    }

    private void Add(string stream, LogEvent happened) =>
        events.Add(new StoredEvent(0, stream, 0, EventRegistry.NameOf(happened), EventRegistry.Write(happened), happened.At, "", ""));
}
