using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class World
{
    /// <summary>Waits until a role's chain is exhausted, and then two persons break the glass for whoever is absent.</summary>
    private void GoWithout(Role role, Person commander)
    {
        if (Failover.Calls.FirstOrDefault(c => c.Role == role) is not { ExhaustedAt: not null })
        {
            Now += TimeSpan.FromSeconds(120);
            Send(null, outside.Sample(Now), "readings");
            return;
        }

        if (Incident.Mode != Failover.Proposal!.Mode)
        {
            Send(commander, new IncidentCommand.ClassifyMode(Failover.Proposal.Mode, "set right"));
        }

        people = [.. people.Select(p => p.Id == Some.Ravi.Id ? Some.Ravi : p)];
        var glass = Glass(Now.Millisecond % 2 == 0, 1_000_000);
        Send(Some.Ravi, glass);
        Send(commander, glass);
    }

    /// <summary>What is open is confirmed; otherwise for all roles that are absent, and for gates that are closed if asked.</summary>
    private IncidentCommand.BreakGlass Glass(bool gates, long records)
    {
        var unknown = Outlook.LossAt(Incident, Now)?.Bound is null;
        var open = Failover.Glass.FirstOrDefault(g => g.ConfirmedAt is null);
        var absentRoles = Failover.Calls.Where(c => c is { AnsweredAt: null, ExhaustedAt: not null }).Select(c => c.Role);
        var closed = Outlook.GatesAt(Situation, Now).Where(g => gates && g.Verdict != GateVerdict.Open && g.Gate is GateId.G2 or GateId.G4 or GateId.G5 or GateId.G7).Select(g => g.Gate);
        return new IncidentCommand.BreakGlass(
            open is null ? BreakGlassPhrase.For("checkout", absentRoles, closed) : BreakGlassPhrase.For("checkout", open.Roles, open.Gates),
            unknown ? null : records, unknown ? null : TimeSpan.FromHours(1), unknown, "nobody answers, and we accept split-brain");
    }
}
