using System.Text;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Timeline;
using static System.FormattableString;

namespace IncidentBot.Workflow.Readiness;

/// <summary>A failover walked through on paper before it is needed: detection, people, commands, and what would go wrong.</summary>
public static class Premortem
{
    /// <summary>The whole text, with lines ending in "\n".</summary>
    public static string Text(PremortemFacts facts)
    {
        var plan = facts.Ready.Plan;
        var gaps = PremortemGaps.Of(facts);
        var text = new StringBuilder(Invariant($"Premortem of {plan.Service}: {plan.Title}, version {plan.Version}, from {plan.Primary} to {plan.Target}\n"));
        Section(text, "Where detection comes from", Detected(facts));
        Section(text, "Who is called", PremortemPeople.Lines(facts));
        Section(text, "Which commands run, in this order", Commands(plan));
        Section(text, Invariant($"The gaps: {gaps.Count}"), gaps.Count == 0 ? ["none that the configuration shows"] : gaps.Select(g => $"- {g.What}; {g.Fix}"));
        return text.ToString();
    }

    /// <summary>A few lines for a room: the gaps, and where the rest is.</summary>
    public static string ForRoom(PremortemFacts facts)
    {
        const int most = 12;
        var gaps = PremortemGaps.Of(facts);
        var plan = facts.Ready.Plan;
        var text = new StringBuilder(Invariant($"Premortem of {plan.Service}: {(gaps.Count == 0 ? "no gap that the configuration shows" : Invariant($"{gaps.Count} gaps"))}."));
        text.Append(string.Concat(gaps.Take(most).Select(g => $"\n- {Shown.Line(g.What)}; {Shown.Line(g.Fix)}")));
        text.Append(gaps.Count > most ? Invariant($"\nand {gaps.Count - most} more.") : "");
        return text.Append(Invariant($"\n`incidentbot plan premortem {plan.Service}` prints detection, calls and commands too.")).ToString();
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        text.Append(Invariant($"\n{heading}\n"));
        foreach (var line in lines)
        {
            text.Append(Invariant($"  {Shown.Text(line).TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n"));
        }
    }

    private static IEnumerable<string> Detected(PremortemFacts facts)
    {
        var plan = facts.Ready.Plan;
        yield return facts.Doors.Count == 0 ? "alarms come in by no way" : $"alarms come in by {string.Join(", ", facts.Doors)}";
        foreach (var rule in facts.Rules)
        {
            yield return $"{rule.Alarms}: opens a {Words.Of(rule.Severity)}";
        }

        if (facts.Rules.Count == 0)
        {
            yield return "no rule of the configuration opens an incident: a person has to `declare` it";
        }

        if (plan.Gate(GateId.G2) is { } gate)
        {
            yield return Invariant($"confirmed (G2) by {gate.Quorum} of {gate.Observers.Count}, one of them outside both regions:");
            foreach (var check in gate.Observers)
            {
                yield return $"  {check}: {Where(plan, check.Reading)}";
            }
        }

        yield return $"data at risk: {Where(plan, plan.Inputs.ReplicationLag)}";
        yield return $"  and {Where(plan, plan.Inputs.WriteRate)}";
    }

    private static string Where(FailoverPlan plan, string id) => plan.Reading(id) is not { } reading ? $"{id}, which the plan does not have"
        : $"{reading.Title} ({reading.Id}), {reading.Source.Named()}, observed from {reading.ObservedFrom}"
            + (reading.ServedFrom is { } served && served != reading.ObservedFrom ? $", served from {served}" : "");

    private static IEnumerable<string> Commands(FailoverPlan plan)
    {
        var number = 0;
        foreach (var phase in plan.Steps.GroupBy(s => s.Phase))
        {
            yield return $"{Words.Of(phase.Key)}, about {Durations.Text(TimeSpan.FromTicks(phase.Sum(s => s.Estimate.Ticks)))}";
            foreach (var step in phase)
            {
                if (step == plan.PointOfNoReturn)
                {
                    yield return "======== POINT OF NO RETURN: only a typed press leads past it, and nothing below can be undone ========";
                }

                yield return Invariant($"{++number}. {step.Id}: {step.Title} ({Kind(step)}, at most {Durations.Text(step.Timeout)}{(step.Attempts == 1 ? "" : Invariant($", {step.Attempts} attempts"))})");
                yield return $"   do     {PlanSheet.Action(step.Action)}";
                yield return $"   verify {(step.Verify is { } verify ? PlanSheet.Action(verify) : Looks(step) ? "it is itself a look" : "nothing")}";
                yield return $"   undo   {(step.Undo is { } undo ? PlanSheet.Action(undo) : Looks(step) ? "nothing to undo" : step.Reversible ? "nothing" : "cannot be undone")}";
            }
        }
    }

    private static string Kind(PlanStep step) => string.Join(", ", new[]
    {
        step.Reversible || Looks(step) ? null : "IRREVERSIBLE", step.Fence ? "fence" : null, step.ShiftsTraffic ? "moves users" : null,
        Looks(step) ? "looks only" : step.Idempotent ? "may be repeated" : "once only",
    }.OfType<string>());

    internal static bool Looks(PlanStep step) => step.Action is StepAction.Check or StepAction.Wait;
}
