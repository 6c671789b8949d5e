using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about the steps and what proves them.</summary>
internal static partial class StepFindings
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("fence-not-first", "another step runs before the fence: until writes stop, the exposure grows by a second each second",
            "make the fence the first step under `prepare`", FenceNotFirst),
        new("effect-unverified", "an `exec`, `http` or `aws` step has no `verify`: a lost outcome needs a person, and an undo cannot be proven",
            "add a `verify` that succeeds exactly when the effect is present", EffectUnverified),
        new("manual-without-undo", "a step done by hand has no `undo`: after an abort nobody is told to take it back",
            "add `undo: { manual: ... }`, if there is anything to take back", ManualWithoutUndo),
        new("no-traffic-shift", "no step moves users: after the promotion they are still sent to the old region",
            "add the step that moves users, or mark it with `shiftsTraffic: true`", NoTrafficShift),
        new("service-unproven", "no step under `verify` looks at the service through what the traffic step switched: users may be cut off while every check passes",
            "add a check on a reading that is taken the users' way", ServiceUnproven),
        new("probe-changes-things", "a probe is not a GET: probes are repeated at will, also after a crash",
            "probe with GET or a Get, Describe or List operation, or make sure that the request changes nothing", ProbeChangesThings),
    ];

    /// <summary>Whatever runs before the fence lets the loss grow meanwhile.</summary>
    public static IEnumerable<Remark> FenceNotFirst(FailoverPlan plan)
    {
        if (plan.Fence is { } fence && plan.Steps[0] != fence)
        {
            yield return new Remark($"step {fence.Id}",
                $"step {plan.Steps[0].Id} runs before the fence {fence.Id}: until writes stop, the exposure grows by a second each second",
                "make the fence the first step under `prepare`");
        }
    }

    /// <summary>Without a probe, an outcome lost in a crash needs a person, and an undo cannot be proven.</summary>
    public static IEnumerable<Remark> EffectUnverified(FailoverPlan plan) =>
        from step in plan.Steps
        where step.Action is StepAction.Exec or StepAction.Http or StepAction.Aws or StepAction.Parallel && step.Verify is null
        select new Remark($"step {step.Id}",
            step.Undo is null
                ? $"step {step.Id} has no `verify`: if its outcome is lost, a person must find out whether it happened"
                : $"step {step.Id} has no `verify`: neither it nor its undo can be proven, and a lost outcome needs a person",
            "add a `verify` that succeeds exactly when the effect is present");

    public static IEnumerable<Remark> ManualWithoutUndo(FailoverPlan plan) =>
        from step in plan.Steps
        where step is { Reversible: true, Action: StepAction.Manual, Undo: null }
        select new Remark($"step {step.Id}",
            $"step {step.Id} is done by hand and has no `undo`: after an abort nobody is told to take it back",
            "add `undo: { manual: ... }`, if there is anything to take back");

    public static IEnumerable<Remark> NoTrafficShift(FailoverPlan plan)
    {
        if (!plan.Steps.Any(s => s.ShiftsTraffic))
        {
            yield return new Remark($"step {plan.PointOfNoReturn.Id}",
                "no step says `shiftsTraffic: true`: after the promotion users are still sent to the old region",
                "add the step that moves users, or mark it");
        }
    }

    /// <summary>Service is back when users reach it, so the proof must take the users' way: through what the traffic step switched.</summary>
    public static IEnumerable<Remark> ServiceUnproven(FailoverPlan plan)
    {
        var router = plan.Steps.Where(s => s.ShiftsTraffic).Select(s => Hosts.Of(s.Action)).FirstOrDefault(h => h is not null);
        var proofs = plan.Steps.Where(s => s.Phase == StepPhase.Verify).ToList();
        var proven = proofs.Any(s => s.Action is not StepAction.Wait
            && (router is null ? s.Action is not StepAction.Manual : Seen(plan, s.Action) == router));
        if (!proven)
        {
            yield return new Remark($"step {proofs[0].Id}",
                router is null
                    ? "no step under `verify` looks at the service by itself"
                    : $"no step under `verify` looks through {router}, which the traffic step switches: users may be cut off while every check passes",
                "add a check on a reading that is taken the users' way");
        }
    }

    public static IEnumerable<Remark> ProbeChangesThings(FailoverPlan plan) =>
        from part in StepParts.Of(plan)
        where part.Key.StartsWith("verify", StringComparison.Ordinal)
        where part.Action switch
        {
            StepAction.Http http => http.Method is not ("GET" or "HEAD"),
            StepAction.Aws aws => !Looks().IsMatch(aws.Operation),
            _ => false,
        }
        select new Remark($"step {part.Step.Id}",
            part.Action is StepAction.Aws asked
                ? $"the probe of step {part.Step.Id} calls {asked.Operation}, which does not read like a look: probes are repeated at will, also after a crash"
                : $"the probe of step {part.Step.Id} is not a GET: probes are repeated at will, also after a crash",
            "probe with GET or a Get, Describe or List operation, or make sure that the request changes nothing");

    /// <summary>What operations of AWS that only read are called.</summary>
    [GeneratedRegex("^(BatchGet|Get|Describe|List|Query|Scan|Lookup|Search)[A-Z]?", RegexOptions.CultureInvariant)]
    private static partial Regex Looks();

    private static string? Seen(FailoverPlan plan, StepAction action) => action is StepAction.Check check
        ? plan.Reading(check.Condition.Reading) is { } reading ? Hosts.Of(reading.Source) : null
        : Hosts.Of(action);
}
