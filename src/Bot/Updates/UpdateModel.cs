using IncidentBot.Workflow;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Updates;

/// <summary>What templates may name: values (text, ready to be read) and conditions (for "#if" and "#unless" only).</summary>
internal static class UpdateModel
{
    // Read by a person only if a template forgot to ask for the condition: still not a good value, and not nothing.
    private const string Unknown = "(not known)";

    private static readonly UpdateFacts Any = new()
    {
        Incident = "INC-1",
        Service = "x",
        Severity = "sev1",
        Summary = "x",
        Phase = UpdatePhase.Investigating,
        PrimaryRegion = "x",
        TargetRegion = "x",
        At = default,
    };

    /// <summary>The names of values.</summary>
    internal static IReadOnlyCollection<string> ValueNames { get; } = [.. Values(Any).Keys];

    /// <summary>The names of conditions.</summary>
    internal static IReadOnlyCollection<string> ConditionNames { get; } = [.. Conditions(Any).Keys];

    internal static Dictionary<string, object> Of(UpdateFacts facts)
    {
        var model = Values(facts).ToDictionary(p => p.Key, p => (object)p.Value);
        foreach (var (name, holds) in Conditions(facts))
        {
            model.Add(name, holds);
        }

        return model;
    }

    private static Dictionary<string, string> Values(UpdateFacts facts) => new()
    {
        ["incident"] = InlineText.Clean(facts.Incident, 40),
        ["service"] = InlineText.Clean(facts.Service, 80),
        ["severity"] = InlineText.Clean(facts.Severity, 20).ToUpperInvariant(),
        ["summary"] = InlineText.Sentence(facts.Summary, 300),
        ["failureMode"] = facts.FailureMode is { } mode ? InlineText.Clean(mode, 120) : Unknown,
        ["primary"] = InlineText.Clean(facts.PrimaryRegion, 80),
        ["target"] = InlineText.Clean(facts.TargetRegion, 80),
        ["now"] = UpdateFigures.Time(facts.At, facts.At),
        ["impactStart"] = facts.ImpactStart is { } start ? UpdateFigures.Time(start, facts.At) : Unknown,
        ["affectedShare"] = facts.AffectedShare is { } share ? UpdateFigures.Share(share) : Unknown,
        ["lossWindow"] = facts.Loss is { } window ? UpdateFigures.Window(window.From, window.To, facts.At) : Unknown,
        ["lossWindowExact"] = facts.Loss is { } exact ? $"{Durations.Stamp(exact.From)} to {Durations.Stamp(exact.To)}" : Unknown,
        ["exposure"] = facts.Loss is { } loss ? Durations.Text(loss.Exposure) : Unknown,
        ["lossRecords"] = facts.Loss?.Records is { } records ? UpdateFigures.Count(records) : Unknown,
        ["lossMoney"] = facts.Loss is { Money: { } money } l ? UpdateFigures.Money(money, l.Currency) : Unknown,
        ["lossSampledAt"] = facts.Loss is { } sampled ? UpdateFigures.Time(sampled.SampledAt, facts.At) : Unknown,
        ["lossSampleAge"] = facts.Loss is { } aged ? Durations.Text(facts.At > aged.SampledAt ? facts.At - aged.SampledAt : TimeSpan.Zero) : Unknown,
        ["lostRecords"] = facts.Loss?.ActualRecords is { } lost ? UpdateFigures.Count(lost) : Unknown,
        ["eta"] = facts.Eta is { } eta ? UpdateFigures.Range(facts.At + eta.P50, facts.At + eta.P90, facts.At) : Unknown,
        ["etaBasis"] = facts.Eta is { } based ? InlineText.Clean(based.Basis, 120) : Unknown,
        ["slip"] = facts.Slip is { } slip ? UpdateFigures.Span(slip.By) : Unknown,
        ["slipReason"] = facts.Slip?.Reason is { } reason ? InlineText.Sentence(reason) : Unknown,
        ["nextUpdate"] = facts.NextUpdateAt is { } next ? UpdateFigures.Time(next, facts.At) : Unknown,
        ["writesOff"] = facts.WritesOff is { } off ? UpdateFigures.Span(off) : Unknown,
    };

    private static Dictionary<string, bool> Conditions(UpdateFacts facts)
    {
        // Reconciliation that found nothing is no proof that nothing was lost; only a verified switchover is.
        var countedOut = facts is { LossFreeProven: false, Loss: { IsFinal: true, ActualRecords: not null } };
        return new()
        {
            ["planned"] = facts.Planned,
            ["investigating"] = !facts.Planned && facts.Phase == UpdatePhase.Investigating,
            ["deciding"] = !facts.Planned && facts.Phase == UpdatePhase.Deciding,
            ["failingOver"] = !facts.Planned && facts.Phase == UpdatePhase.FailingOver,
            ["verifying"] = facts.Phase == UpdatePhase.Verifying,
            ["restored"] = facts.Phase == UpdatePhase.Restored,
            ["resolved"] = facts.Phase == UpdatePhase.Resolved,
            ["notFailingOver"] = !facts.Planned && facts.Phase == UpdatePhase.NotFailingOver,
            ["beforeMove"] = facts.Phase is UpdatePhase.Investigating or UpdatePhase.Deciding or UpdatePhase.NotFailingOver,
            ["disrupted"] = facts.Phase is not (UpdatePhase.Restored or UpdatePhase.Resolved) && (!facts.Planned || facts.WritesOff is not null),
            ["knowsFailureMode"] = facts.FailureMode is not null,
            ["knowsImpactStart"] = facts.ImpactStart is not null,
            ["knowsShare"] = facts.AffectedShare is not null,
            ["lossFree"] = facts.LossFreeProven,
            ["lossCounted"] = countedOut && facts.Loss!.ActualRecords > 0,
            ["lossCheckedOnly"] = countedOut && facts.Loss!.ActualRecords == 0,
            ["knowsLossWindow"] = facts.Loss is not null,
            ["knowsLossRecords"] = facts.Loss?.Records > 0,
            ["lossBelowOne"] = facts.Loss?.Records == 0,
            ["knowsLossMoney"] = facts.Loss?.Money > 0,
            ["knowsEta"] = facts.Eta is not null,
            ["etaLater"] = facts.Slip?.By > TimeSpan.Zero,
            ["etaEarlier"] = facts.Slip?.By < TimeSpan.Zero,
            ["knowsSlipReason"] = facts.Slip?.Reason is not null,
            ["knowsNextUpdate"] = facts.NextUpdateAt is not null,
            ["writesAreOff"] = facts.WritesOff is not null,
        };
    }
}
