namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about the write epoch: what does not carry it cannot tell this failover's effect from an older one's.</summary>
internal static class EpochRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("epoch-not-probed", "the fence's probe does not ask for this failover's epoch: a fence left over from an earlier failover, which a late undo may still lift, would count",
            "let the fence answer with its epoch, and write `expectBody` with `{epoch}` in it, or hand `{epoch}` to the probe's program", EpochNotProbed),
        new("epoch-not-handed-over", "a fence, promotion, traffic step or undo does not hand over `{epoch}`: a late or repeated call cannot be refused as outdated",
            "put `{epoch}` into its url, headers, body or arguments, and refuse smaller ones at the other end", EpochNotHandedOver),
    ];

    private static IEnumerable<Remark> EpochNotProbed(FailoverPlan plan) =>
        plan.Fence is { Verify: { } probe } fence && StepParts.Named("verify", probe).All(p => p.Action switch
        {
            StepAction.Http http => !Holds(http.ExpectBody),
            StepAction.Exec exec => !exec.Arguments.Any(Holds),
            StepAction.Aws aws => !aws.Expect.Any(Holds),
            StepAction.Check => true,
            _ => false,
        })
            ? [new Remark($"step {fence.Id} verify")] : [];

    private static IEnumerable<Remark> EpochNotHandedOver(FailoverPlan plan) =>
        from part in StepParts.Of(plan)
        where !part.Key.StartsWith("verify", StringComparison.Ordinal) && (part.Step.Fence || part.Step.ShiftsTraffic || part.Step == plan.PointOfNoReturn)
        where part.Action switch
        {
            StepAction.Http http => !http.Headers.Values.Append(http.Url).Append(http.Body).Any(Holds),
            StepAction.Exec exec => !exec.Arguments.Any(Holds),
            StepAction.Aws aws => !aws.Parameters.Values.Append(aws.Path).Append(aws.Body).Any(Holds),
            _ => false,
        }
        select new Remark($"step {part.Step.Id} {part.Key}",
            $"`{part.Key}` of step {part.Step.Id} does not hand over `{{epoch}}`: a late or repeated call cannot be refused as outdated");

    private static bool Holds(string? text) => text is not null && StepText.Used(text).Contains("epoch");
}
