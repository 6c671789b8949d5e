using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>Holds every decision of one service, or a stored log of them, against the invariants, with its own account of the facts.</summary>
/// <param name="honest">Whether a text for stakeholders claims no more than is known.</param>
internal sealed partial class Checker(FailoverPlan plan, Breaches breaches, Func<string, bool> honest)
{
    private readonly Dictionary<string, (FailoverPlan Plan, Ledger Ledger)> known = [];
    private FailoverPlan plan = plan;
    private Ledger ledger = new(plan);
    private long lastTaken;
    private long lastHanded;
    private string? openIncident;
    private string? slot;
    private DateTimeOffset? lastPromotion;
    private bool durablyPressed;
    private int decisions;

    /// <summary>How many presses rested on a break-glass record.</summary>
    internal int PressedOnGlass { get; private set; }

    internal void NextIncident() => ledger = new Ledger(plan);

    /// <summary>What follows is of this incident, on its own plan; one that was looked at before goes on where it was.</summary>
    internal void Turn(string incident, FailoverPlan? attached)
    {
        if (attached is not null) known[incident] = (attached, new Ledger(attached));
        if (known.TryGetValue(incident, out var its)) (plan, ledger) = its;
    }

    internal void MustRefuse(string invariant, Decision decision) =>
        breaches.Unless(decision.Refusal is not null && !decision.Events.Any(e => e is IncidentEvent.Proposed or IncidentEvent.Declared), invariant,
            "A second one was accepted.");

    internal void Decided(Situation before, IncidentCommand command, Actor actor, Decision decision, DateTimeOffset now, Roster people)
    {
        Appended(decision.ServiceEvents, decision.Events, decision.After.Incident.Id, now, people);
        breaches.Unless(
            decision.After.Incident.Version == before.Incident.Version + decision.Events.Count
            && decision.After.Service.Version == before.Service.Version + decision.ServiceEvents.Count, "I12", "A version was skipped or used twice.");
        if (actor.IsBot)
        {
            breaches.Unless(!decision.Events.Any(e => IsForPeople(e)), "I14", $"{actor.Via}: {command.GetType().Name} decided what only people decide.");
        }

        if (++decisions % 16 == 0)
        {
            var again = Decide.On(before, command, new CommandContext(now, actor, people));
            breaches.Unless(Text(again).SequenceEqual(Text(decision)), "Determinism", $"{command.GetType().Name} was decided in two ways.");
        }
    }

    /// <summary>What one decision appended, at its time.</summary>
    internal void Appended(IReadOnlyList<ServiceEvent> ofService, IReadOnlyList<IncidentEvent> ofIncident, string incident, DateTimeOffset now, Roster people)
    {
        durablyPressed = ledger.Pressed;
        foreach (var happened in ofService)
        {
            OfService(happened);
        }

        foreach (var happened in ofIncident)
        {
            Check(happened, incident, now, people);
            ledger.Apply(happened);
        }

        Limits(now);
    }

    /// <summary>Between moves, now and then: a second look at the same time changes nothing, and until the next deadline none does.</summary>
    internal void Idle(Situation situation, DateTimeOffset now, Roster people)
    {
        if (!situation.Incident.IsOpen || decisions % 3 != 0)
        {
            return;
        }

        var settled = Wake(situation, now, people);
        var twice = Wake(settled.After, now, people);
        breaches.Unless(twice.Events.Count == 0, "Settle", $"A second wake-up at the same time emitted {string.Join(", ", twice.Events)}.");

        var next = Deadlines.Next(settled.After.Incident);
        breaches.Unless(!(next <= now), "Deadlines", $"A settled incident has a deadline in the past: {next:O} at {now:O}, {settled.After.Incident.Failover.State}.");
        var early = next is { } due && due - now < TimeSpan.FromHours(1) ? due - TimeSpan.FromTicks(1) : now + TimeSpan.FromHours(1);
        var woken = Wake(settled.After, early, people);
        breaches.Unless(woken.Events.Count == 0, "Deadlines", $"Time alone changed something before the deadline {next:O}, at {early:O}: {string.Join(", ", woken.Events)}.");
    }

    private static Decision Wake(Situation situation, DateTimeOffset now, Roster people) =>
        Decide.On(situation, new IncidentCommand.Wake(), new CommandContext(now, Actor.Bot("clock"), people));

    private static IEnumerable<string> Text(Decision decision) =>
        [.. decision.Events.Select(EventRegistry.Write), .. decision.ServiceEvents.Select(EventRegistry.Write), decision.Refusal?.ToString() ?? ""];

    private void OfService(ServiceEvent happened)
    {
        switch (happened)
        {
            case ServiceEvent.EpochTaken e:
                breaches.Unless(e.Epoch > lastTaken, "I1", $"Epoch {e.Epoch} was taken after {lastTaken}.");
                lastTaken = e.Epoch;
                break;
            case ServiceEvent.IncidentOpened e:
                breaches.Unless(openIncident is null, "I9", $"{e.Incident} opened while {openIncident} was open.");
                openIncident = e.Incident;
                break;
            case ServiceEvent.IncidentEnded:
                breaches.Unless(slot is null, "I9", $"An incident ended whose failover still holds the slot.");
                openIncident = null;
                break;
            case ServiceEvent.FailoverBegun e:
                breaches.Unless(slot is null, "I9", $"A failover began in {e.Incident} while one ran in {slot}.");
                slot = e.Incident;
                break;
            case ServiceEvent.FailoverEnded e:
                slot = null;
                lastPromotion = e.MovedTo is null ? lastPromotion : e.At;
                break;
        }
    }

    /// <summary>I4: neither armed nor held longer than the plan allows; the events' own times and the plan say how long.</summary>
    private void Limits(DateTimeOffset now) =>
        breaches.Unless(!(ledger.State is FailoverState.Armed or FailoverState.Held && now >= ledger.Limit), "I4",
            $"Still {ledger.State} at {now:O}, though the limit was {ledger.Limit:O}.");

    /// <summary>Done by the bot, and only people decide it.</summary>
    internal bool IsForPeople(IncidentEvent happened) => happened.By.IsBot && happened switch
    {
        IncidentEvent.Proposed or IncidentEvent.Withdrawn or IncidentEvent.Rejected or IncidentEvent.ApprovalGiven or IncidentEvent.GateWaived
            or IncidentEvent.PointOfNoReturn or IncidentEvent.TakenOver or IncidentEvent.StepSkipped or IncidentEvent.Reconciled
            or IncidentEvent.UnfreezeOrdered or IncidentEvent.RoleTaken or IncidentEvent.Resolved or IncidentEvent.Closed or IncidentEvent.Merged
            or IncidentEvent.StandDownAsked or IncidentEvent.StandDownConfirmed
            or IncidentEvent.BreakGlassOpened or IncidentEvent.BreakGlassConfirmed or IncidentEvent.ReviewClosed => true,
        IncidentEvent.FreezeOrdered => !plan.AutoFence,
        IncidentEvent.PreparingBegun => !plan.AutoPrepare,
        _ => false,
    };
}
