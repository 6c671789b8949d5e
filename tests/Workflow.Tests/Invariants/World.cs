using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>Turns moves into commands: a clock, two regions, people who come and go, a runner that fails, and a checker that sees every decision.</summary>
internal sealed partial class World
{
    internal static readonly Person Cleo = new("cleo", "Cleo Two-Hats", [Role.Commander, Role.DataOwner], false, true);

    private static readonly Person[] Cast = [Some.Maya, Some.Dario, Some.Elin, Some.Ravi, Some.Debo, Some.Greta, Cleo];

    private readonly Checker checker;
    private readonly Outside outside = new(Some.T0);
    private readonly bool autoFence;
    private readonly bool absent;
    private Person[] people = Cast;
    private StepOrder? inHand;
    private DateTimeOffset sampledAt = DateTimeOffset.MinValue;
    private bool deaf;
    private int incidents;

    /// <param name="absent">Nobody answers for the data owner and the executive in this sequence.</param>
    internal World(bool autoFence, bool absent, Breaches breaches)
    {
        this.absent = absent;
        this.autoFence = autoFence;
        checker = new Checker(Plan, breaches, Honest.Contains);
    }

    internal DateTimeOffset Now { get; private set; } = Some.T0;

    internal Situation Situation { get; private set; } = new(Incident.None, ServiceRecord.None);

    internal HashSet<FailoverState> Seen { get; } = [];

    internal List<(DateTimeOffset At, IncidentEvent Event)> Log { get; } = [];

    internal int PressedOnGlass => checker.PressedOnGlass;

    private Incident Incident => Situation.Incident;

    private FailoverRecord Failover => Incident.Failover;

    private FailoverPlan Plan => Some.Plan() with { AutoFence = autoFence, AutoPrepare = autoFence };

    private Roster People => new(people, [new Chain(Role.DataOwner, [Some.Debo.Id])], Some.Elin.Id);

    internal void Play(Move move)
    {
        Now += TimeSpan.FromMilliseconds(move.B % 1500);
        if (Now - sampledAt > TimeSpan.FromSeconds(2) && Incident.IsOpen && !deaf && move.Kind is not (Kind.LongWait or Kind.Wake))
        {
            sampledAt = Now;
            Send(null, outside.Sample(Now), "readings");
        }

        if (move.Kind == Kind.Advance)
        {
            Advance();
        }
        else
        {
            Trouble(move);
        }

        checker.Idle(Situation, Now, People);
    }

    private Decision Send(Person? person, IncidentCommand command, string via = "local")
    {
        var actor = person is null ? Actor.Bot(via) : Some.As(person);
        return Send(actor, command);
    }

    private Decision Send(Actor actor, IncidentCommand command)
    {
        if (Incident.Id.Length > 0 && !Incident.IsOpen && command is IncidentCommand.Declare or IncidentCommand.NoteAlarms)
        {
            Situation = Situation with { Incident = Incident.None };
            outside.StartAgain(Now);
            inHand = null;
            checker.NextIncident();
            Log.Clear();
        }

        var before = Situation;
        var decision = Decide.On(before, command, new CommandContext(Now, actor, People));
        checker.Decided(before, command, actor, decision, Now, People);
        Situation = decision.After;
        Log.AddRange(decision.Events.Select(e => (Now, e)));
        Seen.UnionWith(decision.Events.Select(e => e switch
        {
            IncidentEvent.Armed => FailoverState.Armed,
            IncidentEvent.Restored => FailoverState.Restored,
            _ => FailoverState.Idle,
        }));
        Seen.Add(Failover.State);
        return decision;
    }

    private string NextIncident() => $"INC-{++incidents}";

    private Person Current(Person person) => people.First(p => p.Id == person.Id);

    /// <summary>The step that the log asks for, begun and reported well.</summary>
    private bool RunWell()
    {
        if (inHand is null && !Begin())
        {
            return false;
        }

        outside.Do(inHand!);
        Report(StepOutcome.Succeeded);
        return true;
    }

    private bool Begin()
    {
        if (NextStep.For(Incident) is not { } order)
        {
            return false;
        }

        if (order.Resolve)
        {
            Resolve(order);
            return false;
        }

        if (order.Purpose == StepPurpose.Verify)
        {
            var present = outside.Has(order.Step.Id);
            Send(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Succeeded, "probe", present, present), "runner");
            return false;
        }

        if (Send(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt), "runner").Refusal is not null)
        {
            return false;
        }

        inHand = order;
        return true;
    }

    /// <summary>Found started after a crash: its probe decides, and without one nobody knows.</summary>
    private void Resolve(StepOrder order)
    {
        var there = outside.Has(order.Step.Id);
        var wanted = order.Purpose is StepPurpose.Run or StepPurpose.Freeze;
        var outcome = order.Step.Verify is null ? StepOutcome.Unknown : there == wanted ? StepOutcome.Succeeded : StepOutcome.Failed;
        Send(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, outcome, "resolved", outcome == StepOutcome.Succeeded,
            order.Step.Verify is null ? null : there), "runner");
    }

    private void Report(StepOutcome outcome, bool verified = true)
    {
        var order = inHand!;
        inHand = null;
        var there = outside.Has(order.Step.Id);
        bool? present = outcome is StepOutcome.Unknown or StepOutcome.TimedOut || !verified ? null : there;
        Send(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, outcome, "done", verified && outcome == StepOutcome.Succeeded, present), "runner");
    }
}
