using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>What the card says of a planned switchover, out or home: what is drained, and that nothing presses.</summary>
internal static class CardSwitchover
{
    internal static string Propose(Incident incident, FailoverPlan plan) =>
        $"Propose {(incident.Mode == FailureMode.PlannedSwitchover ? "switchover" : "failover")} to {plan.Target}";

    /// <summary>What a proposal says in place of a loss.</summary>
    internal static string Proposed(Loss? loss) => $"Loss 0, or the press is refused: it takes an exposure of 0, measured behind the fence"
        + (loss is null ? "; lag was never sampled." : $"; it is {Durations.Text(loss.Exposure.Span)} now.");

    /// <summary>A way back that the plan knows and that may begin in this incident.</summary>
    internal static IEnumerable<CardAction> WayBack(Situation situation)
    {
        var incident = situation.Incident;
        if (incident is { Failover.State: Workflow.Failover.FailoverState.Reconciled, Turned: false, Plan: { Failback: not null } plan }
            && situation.Service.ServesFrom == plan.Target && incident.Phase < IncidentPhase.Resolved)
        {
            yield return CardAction.Plain(incident.Id, "mode", $"back/{incident.Failover.Proposals}", $"Plan the way back to {plan.Primary}", CardButtonStyle.Plain, "mode planned-switchover");
        }
    }

    /// <summary>Nothing fails, so nothing must be decided by a time; null for any other failure mode.</summary>
    internal static CardLine? Clock(Incident incident) => incident.Mode == FailureMode.PlannedSwitchover
        ? new CardLine(CardTone.Plain, "◷", "A planned switchover: nothing is failing, and there is no latest decision time.")
        : null;

    /// <summary>E behind the fence, and why the press would be refused; null for any other failure mode, and once it has been pressed.</summary>
    internal static CardSection? Drain(Incident incident, FailoverPlan plan)
    {
        if (Outlook.DrainOf(incident) is not { } drain || (incident.Failover.PastPointOfNoReturn && !incident.Turned))
        {
            return null;
        }

        var line = drain.IsDone
            ? new CardLine(CardTone.Good, "✓", $"Drained: E = 0, measured behind the fence. {plan.Target} has every write of {plan.Primary}.", null, null, drain.SampledAt)
            : drain.FencedAt is null
                ? new CardLine(CardTone.Plain, "▸", $"{plan.Primary} to {plan.Target}: loss 0 only if drained.", "After the fence, E must be measured as 0; until then the press is refused.")
                : new CardLine(CardTone.Warning, "‖", $"Not drained yet{(drain.Outstanding is { } left ? $": E = {Durations.Text(left)}" : "")}. The press is refused.", string.Join(" ", drain.Reasons));
        return new CardSection("Drain", [line]);
    }
}
