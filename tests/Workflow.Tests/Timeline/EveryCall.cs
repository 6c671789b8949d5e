using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>One event of each case around asking, break-glass and its review.</summary>
internal static class EveryCall
{
    internal static IncidentEvent[] With(string text, Actor by)
    {
        var due = Some.T0.AddSeconds(20);
        var glass = new BreakGlass(1, "d", [Role.DataOwner], [GateId.G7], 500, TimeSpan.FromSeconds(9), false, text, by, due, due + BreakGlass.ConfirmLimit);
        return
        [
            new IncidentEvent.ChainDrawn(Role.DataOwner, [new Call(1, "maya", text, null, due), new Call(2, "elin", text, Stead.DutyExecutive, due.AddSeconds(150))], TimeSpan.FromSeconds(150), text),
            new IncidentEvent.ChainDrawn(Role.CommsLead, [], TimeSpan.FromSeconds(30), text),
            new IncidentEvent.ApproverCalled(Role.DataOwner, "maya", text, null, 1, 2),
            new IncidentEvent.ApproverCalled(Role.DataOwner, "elin", text, Stead.DutyExecutive, 2, 2),
            new IncidentEvent.ApproverPassedOver(Role.DataOwner, "elin", text, text),
            new IncidentEvent.ChainExhausted(Role.DataOwner),
            new IncidentEvent.BreakGlassOpened(glass),
            new IncidentEvent.BreakGlassConfirmed(1, text, due.AddMinutes(10)),
            new IncidentEvent.BreakGlassOpened(glass with { Number = 2, LossUnknown = true, Records = null, Exposure = null }),
            new IncidentEvent.BreakGlassLost(2, text),
            new IncidentEvent.ReviewClosed(1, text),
        ];
    }
}
