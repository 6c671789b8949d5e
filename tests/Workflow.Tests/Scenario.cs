using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Workflow.Tests;

/// <summary>Given, when, then over the rule book: a clock, a cast, the events so far, and the last answer.</summary>
public sealed class Scenario
{
    public DateTimeOffset Now { get; set; } = Some.T0;

    public Situation Situation { get; set; } = new(Incident.None, ServiceRecord.None);

    public Incident Incident => Situation.Incident;

    public FailoverRecord Failover => Incident.Failover;

    public FailoverState State => Failover.State;

    public List<IncidentEvent> Events { get; } = [];

    public List<ServiceEvent> ServiceEvents { get; } = [];

    public Decision Last { get; private set; } = null!;

    public Roster People { get; set; } = Some.Roster;

    /// <summary>The plan that the incident opens with.</summary>
    public FailoverPlan Plan { get; init; } = Some.Plan();

    /// <summary>The run that the log asks for now.</summary>
    public StepOrder? Order => NextStep.For(Incident);

    public Decision Try(Person? person, IncidentCommand command, string via = "local")
    {
        var actor = person is null ? Actor.Bot(via) : Some.As(person);
        Last = Decide.On(Situation, command, new CommandContext(Now, actor, People));
        Assert.All((IEnumerable<string>)[.. Last.Refusal?.Reasons ?? [], .. Last.Refusal?.Remedies ?? []], said => Assert.False(string.IsNullOrWhiteSpace(said)));
        Situation = Last.After;
        Events.AddRange(Last.Events);
        ServiceEvents.AddRange(Last.ServiceEvents);
        return Last;
    }

    public Scenario Do(Person? person, IncidentCommand command)
    {
        var decision = Try(person, command);
        Assert.True(decision.Refusal is null, decision.Refusal?.ToString());
        return this;
    }

    public Refusal Refused(Person? person, IncidentCommand command)
    {
        var decision = Try(person, command);
        Assert.NotNull(decision.Refusal);
        return decision.Refusal;
    }

    public Scenario After(TimeSpan span)
    {
        Now += span;
        return this;
    }

    public Scenario AfterSeconds(double seconds) => After(TimeSpan.FromSeconds(seconds));

    public Scenario Opened() => Do(null, new IncidentCommand.NoteAlarms(
        "INC-1", "checkout", Severity.Sev1, [Some.Alarm(Now)], Plan, [], false))
        .Do(Some.Maya, new IncidentCommand.TakeRole(Role.Commander));

    /// <summary>The region is down, the target is well, and the last lag sample was 2 s.</summary>
    public Scenario Down(decimal? targetHealthy = 1) => Lags(2, targetHealthy);

    /// <summary>The region is down and the last lag sample was this long.</summary>
    public Scenario Lags(decimal seconds, decimal? targetHealthy = 1) => Do(null, new IncidentCommand.RecordReadings(
        [
            Some.Reading("lag", seconds, Now, ReadingUnit.Seconds), Some.Reading("error-rate", 0.9m, Now, ReadingUnit.Share),
            Some.Reading("primary-healthy", 0, Now), Some.Reading("primary-dead", 0, Now), Some.Reading("fenced", 0, Now),
            Some.Reading("target-healthy", targetHealthy, Now), Some.Reading("serving", 0, Now),
        ],
        new WriteRate(50, 80, 90, 3600, Now)));

    public Scenario Fresh(params (string Id, decimal Value)[] values) => Do(null, new IncidentCommand.RecordReadings(
        [.. values.Select(v => Some.Reading(v.Id, v.Value, Now))], new WriteRate(50, 80, 90, 3600, Now)));

    public Scenario Classified(FailureMode mode = FailureMode.RegionLoss) => Do(Some.Maya, new IncidentCommand.ClassifyMode(mode, ""));

    public Scenario Proposed() => Opened().Down().Classified().Do(Some.Ravi, new IncidentCommand.Propose(null))
        .Do(Some.Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "Up to 200 writes may be lost.", true));

    public Scenario ApprovedBy(Person person, long records = 100_000, double seconds = 900) =>
        Do(person, new IncidentCommand.Approve(null, null, records, TimeSpan.FromSeconds(seconds), false, "yes"));

    public Scenario Approved() => Proposed().ApprovedBy(Some.Maya).ApprovedBy(Some.Dario);

    public Scenario Preparing() => Approved().Do(Some.Maya, new IncidentCommand.Prepare());

    public Scenario Armed() => Preparing().RunNext().RunNext().AfterSeconds(1).Fresh(("fenced", 1), ("error-rate", 0.9m), ("primary-healthy", 0), ("target-healthy", 1));

    public Scenario Pressed() => Armed().Press();

    public Scenario Restored() => Pressed().RunNext().RunNext().RunNext();

    public Scenario Press() => Do(Some.Maya, new IncidentCommand.Press(Phrase()));

    public string Phrase() => PressPhrase.For("eu-west-1", Outlook.LossAt(Incident, Now)?.Bound);

    public Scenario Rate(WriteRate rate) => Do(null, new IncidentCommand.RecordReadings([], rate));

    /// <summary>A source says something else, or nothing (null).</summary>
    public Scenario Says(string id, decimal? value) => Do(null, new IncidentCommand.RecordReadings(
        [Some.Reading(id, value, Now, problem: value is null ? "no answer" : null)], null));

    /// <summary>The directory changes a person, and the clock rings.</summary>
    public Scenario Directory(Person changed)
    {
        People = new Roster(People.All.Select(p => p.Id == changed.Id ? changed : p));
        return Wakes();
    }

    /// <summary>Time alone passes, and the clock rings.</summary>
    public Scenario Wakes(double seconds = 0) => AfterSeconds(seconds).Do(null, new IncidentCommand.Wake());

    public T Only<T>()
        where T : IncidentEvent => Assert.Single(Events.OfType<T>());

    /// <summary>Begins the run that the log asks for, and leaves it under way.</summary>
    public StepOrder Start()
    {
        var order = Order;
        Assert.NotNull(order);
        Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
        return order;
    }

    public Scenario Finish(StepOrder order, StepOutcome outcome = StepOutcome.Succeeded, bool verified = true, bool? effect = true) =>
        Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, outcome, "report", verified, effect));

    /// <summary>Starts and ends the run that the log asks for.</summary>
    public Scenario RunNext(StepOutcome outcome = StepOutcome.Succeeded, bool? effect = true, string evidence = "200 OK")
    {
        var order = NextStep.For(Incident);
        Assert.NotNull(order);
        if (!order.Resolve)
        {
            Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
        }

        return Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, outcome, evidence, true, effect));
    }
}
