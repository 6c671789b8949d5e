namespace IncidentBot.Workflow.Plans;

/// <summary>The plan as a drill follows it: the same gates, approvals and order, and not one action that production would perform.</summary>
public static class Rehearsal
{
    /// <summary>What is asked of a person takes them longer than a machine: no shorter limit counts in a drill.</summary>
    public static readonly TimeSpan LeastForPeople = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FenceHolds = TimeSpan.FromHours(1);

    /// <summary>A drill's plan: every action is the step's own `drill:`, or a question to a person. Readings answer no question of the tree: they show a healthy service.</summary>
    /// <remarks>What production's readings say of its fence and of its primary's death says nothing about the rehearsal's: a drill's fence is proven once, by its own probe, and no reading renews that.</remarks>
    public static FailoverPlan Of(FailoverPlan plan) => plan with
    {
        Answers = null,
        Inputs = plan.Inputs with { Fenced = null, PrimaryDead = null },
        Gates = [.. plan.Gates.Select(g => g.Id == GateId.G5 ? g with { MaxAge = FenceHolds } : g)],
        Steps = [.. plan.Steps.Select(Of)],
    };

    private static PlanStep Of(PlanStep step)
    {
        // A fixed wait reaches nothing: it is rehearsed as it stands.
        var drill = step.Drill ?? (step.Action is StepAction.Wait wait ? new DrillStep(new DrillAction.Wait(wait.For), null, null) : null);
        var action = Act(drill?.Do) ?? Ask($"Rehearse \"{step.Title}\": say what you would do, and how you would know that it worked. Change nothing in production.");
        var verify = Act(drill?.Verify) ?? (step.Verify is null ? null : Ask($"Say how \"{step.Title}\" would be proven, and what the proof showed at the rehearsal target."));
        var undo = Act(drill?.Undo) ?? (step.Undo is null ? null : Ask($"Take back what \"{step.Title}\" did at the rehearsal target, or say how it would be taken back."));
        var asked = action is StepAction.Manual || verify is StepAction.Manual || undo is StepAction.Manual;
        return step with
        {
            Action = action,
            Verify = verify,
            Undo = undo,
            Drill = null,
            StandIn = (action is StepAction.Manual && step.Action is not StepAction.Manual) || (verify is StepAction.Manual && step.Verify is not StepAction.Manual)
                ? true
                : null,
            Attempts = action is StepAction.Manual ? 1 : step.Attempts,
            Timeout = asked && step.Timeout < LeastForPeople ? LeastForPeople : step.Timeout,
        };
    }

    private static StepAction? Act(DrillAction? action) => action switch
    {
        null => null,
        DrillAction.Ask ask => new StepAction.Manual(ask.Instruction),
        _ => new StepAction.Rehearse(action),
    };

    private static StepAction.Manual Ask(string instruction) => new(instruction);
}
