using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The card's clocks and what is at risk; what is unknown says so, with the reason.</summary>
internal static class CardNumbers
{
    internal static CardSection Clock(Brief brief, FailoverPlan plan)
    {
        var incident = brief.Incident;
        var lines = new List<CardLine>();
        var clock = brief.Clock!;
        var open = incident.Failover.State < FailoverState.Committing || incident.Failover.State is FailoverState.Aborting;
        if (CardSwitchover.Clock(incident) is { } calm)
        {
            lines.Add(calm);
        }
        else if (incident.ImpactStart is not { } start)
        {
            lines.Add(new CardLine(CardTone.Unknown, "?", "Impact start is unknown, so there is no latest decision time.", "`impact since 02:06`"));
        }
        else if (!open)
        {
            lines.Add(new CardLine(CardTone.Plain, "◷", $"Impact since {Durations.Clock(start)}; RTO {Durations.Text(plan.Rto)}."));
        }
        else
        {
            lines.Add(clock.LatestDecision is { } ldt
                ? new CardLine(CardTone.Plain, "◷", $"Latest decision {Durations.Clock(ldt)}", $"From {clock.RunBasis.Words(incident.Mode, brief.At)}.", ldt, Why: Opened(WhyTopic.Ldt, brief))
                : new CardLine(CardTone.Unknown, "?", $"Latest decision unknown: no recorded run. The plan's estimate: {Durations.Clock(clock.EstimatedDecision!.Value)}",
                    $"Impact {Durations.Clock(start)} + RTO {Durations.Text(plan.Rto)} - the plan's own step estimates.", clock.EstimatedDecision, Why: Opened(WhyTopic.Ldt, brief)));
            var ask = clock.LatestAsk ?? clock.EstimatedAsk;
            lines.Add(new CardLine(clock.LatestAsk is null ? CardTone.Unknown : CardTone.Plain, clock.LatestAsk is null ? "?" : "◷",
                $"Latest moment to ask for approvals{(clock.LatestAsk is null ? " (estimate)" : "")}: {Durations.Clock(ask!.Value)}", null, ask, Why: Opened(WhyTopic.Lat, brief)));
            if ((clock.LatestDecision ?? clock.EstimatedDecision) is { } last && brief.At > last)
            {
                lines.Add(new CardLine(CardTone.Bad, "■", $"The RTO will be missed by {Durations.Text(brief.At - last)}{(clock.LatestDecision is null ? " (estimate)" : "")}, and by more while nobody decides.", "Everything still works."));
            }
        }

        if (brief.Eta is { } eta && incident.Failover.State is not (FailoverState.Restored or FailoverState.Reconciled))
        {
            lines.Add(new CardLine(CardTone.Plain, "◔", eta.P90 is { } p90
                ? $"The steps left take {Durations.Text(eta.P50)} to {Durations.Text(p90)} (p50 to p90, {eta.Basis.Recorded} recorded runs{eta.Basis.DrillWords()})."
                : $"The steps left take about {Durations.Text(eta.P50)} (the plan's own estimate).", Why: Opened(WhyTopic.Eta, brief)));
        }

        return new CardSection("Clock", lines);
    }

    internal static CardSection Loss(Brief brief, FailoverPlan plan)
    {
        var incident = brief.Incident;
        var committed = incident.Turned ? null : incident.Failover.CommittedLoss;
        if (brief.Loss is not { } loss)
        {
            return new CardSection("Data at risk", [new CardLine(CardTone.Unknown, "?", "Unknown: replication lag was never sampled.", "Nothing can be promised about what would be lost.")]);
        }

        var exposure = loss.Exposure;
        var over = exposure.Span > plan.Rpo;
        var lines = new List<CardLine>
        {
            new(over ? CardTone.Bad : CardTone.Plain, over ? "■" : "▸",
                $"Exposure {Durations.Text(exposure.Span)} of {Durations.Text(plan.Rpo)} RPO{(exposure.Growing ? ", growing a second each second" : ", stopped")}.",
                $"Writes from {Durations.Stamp(exposure.From)} to {Durations.Clock(exposure.Edge)} would be missing.", Why: Opened(WhyTopic.Exposure, brief)),
            loss.Bound is { } bound
                ? new CardLine(CardTone.Plain, "▸", string.Create(CultureInfo.InvariantCulture,
                    $"At most {bound:N0} records{(loss.Likely is { } likely ? $", likely {likely:N0}" : "")}{(loss.Money is { } money ? $"; {Amounts.Rounded(money, loss.Currency)} at most" : "")}."),
                    loss.Rate is { } rate ? $"Bound = max(p95 {Rate(rate.P95)}, peak {Rate(rate.MaxSince)}) × exposure + {plan.Loss.WritesInFlight} in flight; {rate.Buckets} one-second buckets." : null,
                    Why: Opened(WhyTopic.Loss, brief))
                : new CardLine(CardTone.Unknown, "?", "How many records is unknown: the write rate is not known.", null, Why: Opened(WhyTopic.Loss, brief)),
        };
        lines.Add(committed is null
            ? new CardLine(CardTone.Plain, "◷", "Replication lag last sampled", null, null, exposure.SampledAt)
            : new CardLine(CardTone.Plain, "◷", "These are the numbers of the press: what the real loss is counted against."));
        return new CardSection(committed is null ? "Data at risk" : "Data lost, at most", lines);
    }

    private static string Opened(WhyTopic topic, Brief brief) => string.Join("\n", Why.Of(topic, brief).Select(why => why.Line));

    private static string Rate(decimal? rate) => rate is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.#}/s") : "unknown";
}
