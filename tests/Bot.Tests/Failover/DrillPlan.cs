using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A plan whose every real action points at production, and every drill at the rehearsal's own server.</summary>
internal static class DrillPlan
{
    internal static FailoverPlan Of(Outside production, Outside rehearsal) => SmallPlan.Of(production) with
    {
        Steps = [.. SmallPlan.All(production).Zip(SmallPlan.All(rehearsal), (real, drill) => real with
        {
            Drill = new DrillStep(Drill(drill.Action)!, Drill(drill.Verify), Drill(drill.Undo)),
        })],
    };

    private static DrillAction.Http? Drill(StepAction? action) =>
        action is StepAction.Http a ? new DrillAction.Http(a.Method, a.Url, a.Headers, a.Body, a.ExpectStatus, a.ExpectBody) : null;
}
