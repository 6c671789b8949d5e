using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Decisions.Explaining;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>What the card weighs: waiting against moving, and what the move does to users. It never says which to choose.</summary>
internal static class CardCosts
{
    /// <summary>The flip point's sentence, or the names of what is missing for it.</summary>
    internal static CardSection Weighed(Brief brief)
    {
        var cost = brief.Cost!;
        if (cost.Sentence is { } sentence)
        {
            var assumed = cost.Waiting.Why.Inputs.FirstOrDefault(i => i.Symbol == "p");
            var waiting = assumed is null ? "" : $"; waiting {cost.Waiting.Why.Result}, if a recovery is {assumed.Value} likely ({assumed.Source})";
            return Section(new CardLine(CardTone.Plain, "=", sentence, $"Going now costs {cost.Now.Why.Result}{waiting}.", Why: cost.FlipPoint.Why.Line));
        }

        var missing = cost.FlipPoint.Why.Missing;
        return Section(new CardLine(CardTone.Unknown, "?", $"Whether waiting or moving costs less is unknown: {missing.Count} {(missing.Count == 1 ? "input is" : "inputs are")} missing.",
            string.Join("\n", missing), Why: cost.FlipPoint.Why.Formula));
    }

    /// <summary>Latency and the DNS tail after the move; what the plan does not say is unknown.</summary>
    internal static CardSection AfterTheMove(Brief brief, FailoverPlan plan)
    {
        var lines = brief.Latency.Select(Latency).ToList();
        if (brief.Latency.Count == 0)
        {
            lines.Add(new CardLine(CardTone.Unknown, "?", "Latency after the move is unknown: the plan has no `latency`."));
        }

        lines.Add(plan.Dns is null || brief.Tail is not { } tail
            ? new CardLine(CardTone.Unknown, "?", $"How long users still reach {plan.Primary} is unknown: the plan has no `dns`.")
            : plan.Dns.Shift == TrafficShift.Ip ? AtOnce(brief, plan) : Tail(tail, plan));
        return new CardSection("After the move", lines);
    }

    private static CardSection Section(CardLine line) => new("Waiting or moving", [line]);

    private static CardLine Latency(LatencyForecast path) => path switch
    {
        { WithinBudget: true } => new CardLine(CardTone.Plain, "▸", $"{path.Path}: p95 {path.P95.Why.Result}, within {LatencyForecast.Shown(path.Budget)}.", Why: path.P95.Why.Line),
        { WithinBudget: false } => new CardLine(CardTone.Warning, "!", $"{path.Path}: p95 {path.P95.Why.Result}, over its budget of {LatencyForecast.Shown(path.Budget)}.", Why: path.P95.Why.Line),
        _ => new CardLine(CardTone.Unknown, "?", $"{path.Path}: p95 unknown, budget {LatencyForecast.Shown(path.Budget)}.", string.Join("\n", path.P95.Why.Missing), Why: path.P95.Why.Formula),
    };

    private static CardLine Tail(DnsTail tail, FailoverPlan plan) => new(
        CardTone.Plain, "◔", $"Still on {plan.Primary} after the shift: {string.Join(", ", tail.Points.Select(Point))}.",
        tail.Points.All(p => p.IsMeasured) ? null : $"Forecast: {Amounts.Percent(plan.Dns!.Stale)} keep the old answer for another TTL of {Durations.Text(plan.Dns.Ttl)}.",
        Why: string.Join("\n", tail.Points.Select(p => p.Share.Why.Line)));

    private static string Point(TailPoint point) =>
        $"{point.Share.Why.Result} {(point.IsMeasured ? "measured" : "forecast")} at {Durations.Text(point.After)}";

    private static CardLine AtOnce(Brief brief, FailoverPlan plan)
    {
        const string text = "Users are moved at IP level: there is no DNS tail.";
        if (plan.Dns?.OldShare is not { } id || brief.Incident.ShiftedAt is not { } shifted)
        {
            return new CardLine(CardTone.Plain, "◔", text);
        }

        var reading = brief.Incident.Readings.GetValueOrDefault(id);
        return reading?.ValueAt(brief.At) is { } share && reading.SampledAt > shifted
            ? new CardLine(CardTone.Plain, "◔", $"Still on {plan.Primary}: {Amounts.Percent(share)} of requests, measured", text, null, reading.SampledAt)
            : new CardLine(CardTone.Unknown, "?", $"What share of requests still reaches {plan.Primary} is unknown.", reading?.UnknownAt(brief.At) ?? $"{id} was not sampled since users were moved.");
    }
}
