using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The card's gates, those that are not open first, and its approvals, have against need.</summary>
internal static class CardVotes
{
    internal static CardSection Gates(Incident incident, IReadOnlyList<GateResult> results)
    {
        var lines = new List<CardLine>();
        foreach (var gate in results.Where(g => g.Verdict != GateVerdict.Open).OrderBy(g => g.IsAlarming ? 0 : g.Verdict == GateVerdict.Unknown ? 1 : 2))
        {
            var waived = incident.Failover.Waivers.Where(w => w.Gate == gate.Gate).Select(w => w.Subject is null ? w.By.Name : $"{w.By.Name} for {w.Subject}").ToList();
            var unknown = gate.Verdict == GateVerdict.Unknown;
            var stated = gate.IsAlarming ? "UNKNOWN, and so CLOSED" : unknown ? "UNKNOWN" : "CLOSED";
            lines.Add(new CardLine(unknown && !gate.IsAlarming ? CardTone.Unknown : CardTone.Bad, unknown ? "?" : "■",
                $"{gate.Gate} {Name(gate.Gate)}: {stated}{(waived.Count == 0 ? "" : $", waived by {string.Join(", ", waived)}")}.",
                string.Join(" ", gate.Reasons) + $" Waived by: {GateWaivers.InWords(incident.Plan!.Gate(gate.Gate)!)}."));
        }

        var open = results.Where(g => g.Verdict == GateVerdict.Open).ToList();
        if (open.Count > 0)
        {
            lines.Add(new CardLine(CardTone.Good, "✓", $"Open: {string.Join(", ", open.Select(g => $"{g.Gate} {Name(g.Gate)}"))}."));
        }

        return new CardSection($"Gates ({open.Count} of {results.Count} open)", lines);
    }

    internal static CardSection Approvals(Incident incident)
    {
        var failover = incident.Failover;
        var proposal = failover.Proposal!;
        var lines = proposal.Required.Select(role => failover.Approvals.FirstOrDefault(a => a.Role == role) is { } given
            ? new CardLine(CardTone.Good, "✓", $"{Words.Of(role)}: {given.By.Name}{(given.Stead is { } stead ? $" (in its stead, as {Words.Of(stead)})" : "")}, {Ceiling(given)}{(failover.PastPointOfNoReturn ? "" : "; expires")}", given.Reason, failover.PastPointOfNoReturn ? null : given.Expires)
            : CardCalls.Missing(failover, role)).ToList();
        lines.AddRange(CardCalls.Others(failover));
        lines.Add(new CardLine(CardTone.Plain, "·", $"{proposal.Id} by {proposal.By.Name}, digest {proposal.Digest[..12]}.", "Who proposed fills no approving role."));
        return new CardSection($"Approvals ({failover.Approvals.Count} of {proposal.Required.Count})", lines);
    }

    internal static string Ceiling(Approval approval) => approval.LossUnknown
        ? "accepts an unknown loss"
        : string.Create(CultureInfo.InvariantCulture, $"up to {approval.Records:N0} records and {Durations.Text(approval.Exposure ?? TimeSpan.Zero)}");

    internal static string Name(GateId gate) => gate switch
    {
        GateId.G1 => "failure mode",
        GateId.G2 => "outage confirmed",
        GateId.G3 => "not corruption",
        GateId.G4 => "within RPO",
        GateId.G5 => "old primary fenced",
        GateId.G6 => "witness",
        GateId.G7 => "target healthy",
        GateId.G8 => "capacity and quotas",
        GateId.G9 => "dependencies",
        GateId.G10 => "configuration parity",
        GateId.G11 => "latency budget",
        GateId.G12 => "nothing else running",
        GateId.G13 => "rehearsed",
        GateId.G14 => "controller safe",
        GateId.G15 => "people told",
        GateId.G16 => "way back",
        _ => throw new InvalidOperationException($"No gate '{gate}'."),
    };
}
