namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads the plan's own keys: names, regions, limits and flags. Faulty ones are left at empty values.</summary>
internal static class HeadReader
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A plan without its sections, which the caller adds.</summary>
    public static FailoverPlan Read(PlanSection plan)
    {
        var primary = plan.Name("primary", "us-east-1");
        var target = plan.Name("target", "eu-west-1");
        if (primary is not null && primary == target)
        {
            plan.Faults.Add(plan.Find("target")!, "bad-value", "`target` is the region that serves now", PlanFault.Quote(target), "write the region to move to");
        }

        foreach (var (key, region) in new[] { ("primary", primary), ("target", target) })
        {
            if (region == "outside")
            {
                plan.Faults.Add(plan.Find(key)!, "bad-value", $"`{key}` is the word for an observer in neither region", "'outside'", "write a region's name");
            }
        }

        var seconds = TimeSpan.FromSeconds(120);
        return new FailoverPlan
        {
            Service = plan.Name("service", "checkout") ?? "",
            Title = plan.Text("title", "Checkout, us-east-1 to eu-west-1") ?? "",
            Version = plan.Text("version", "\"1\"") ?? "",
            Primary = primary ?? "",
            Target = target is null || target == primary ? "" : target,
            Rto = plan.Duration("rto", null, Tick, Day, "15m") ?? default,
            Rpo = plan.Duration("rpo", null, Tick, Day, "60s") ?? default,
            ArmedLimit = plan.Duration("armedLimit", seconds, TimeSpan.FromSeconds(1), seconds, "120s") ?? default,
            HoldLimit = plan.Duration("holdLimit", TimeSpan.FromMinutes(10), Minute, Hour, "10m") ?? default,
            ApprovalExpiry = plan.Duration("approvalExpiry", TimeSpan.FromMinutes(10), Minute, Hour, "10m") ?? default,
            ApprovalEstimate = plan.Duration("approvalEstimate", TimeSpan.FromMinutes(5), Tick, Hour, "5m") ?? default,
            SampleEvery = plan.Duration("sampleEvery", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500), Minute, "5s") ?? default,
            AutoPrepare = plan.Flag("autoPrepare", false) ?? false,
            AutoFence = plan.Flag("autoFence", false) ?? false,
            StepUp = plan.Flag("stepUp", false) == true ? true : null,
            Loss = new LossTerms(0, "", 0),
            Inputs = new PlanInputs("", "", null, null),
            Steps = [],
        };
    }
}
