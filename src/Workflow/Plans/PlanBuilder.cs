using IncidentBot.Workflow.Plans.Building;

namespace IncidentBot.Workflow.Plans;

/// <summary>Builds a plan from a tree of nodes and lists every fault; there is a plan exactly when there is none.</summary>
public static class PlanBuilder
{
    /// <summary>Reads <paramref name="root"/>; never throws on any tree. <paramref name="file"/> only names the file in faults.</summary>
    public static PlanOutcome Build(PlanNode root, string file) => Build(root, file, null);

    /// <summary>The same; <paramref name="keys"/> is told which keys each map may have.</summary>
    internal static PlanOutcome Build(PlanNode root, string file, Action<PlanNode.Map, IReadOnlyCollection<string>>? keys)
    {
        var faults = new FaultLog(file, keys);
        if (root is not PlanNode.Map map)
        {
            faults.Add(root, "wrong-type", "a plan is a map of keys", FaultLog.Show(root), "begin with `service: NAME`");
            return PlanOutcome.Unreadable(faults.Faults);
        }

        foreach (var entry in map.Entries)
        {
            faults.Mark(entry.Key, new PlanPlace(entry.Line, entry.Column));
        }

        var plan = new PlanSection(map, "the plan", faults);
        var head = HeadReader.Read(plan);
        var sources = new ReadingsReader(faults, head.Primary, head.Target);
        var readings = sources.Read(plan);
        var checks = new CheckReader(sources.Known, faults);
        var terms = new TermsReader(plan, checks);
        var (loss, inputs, approvals, cadence) = (terms.Loss(), terms.Inputs(), terms.Approvals(), terms.Cadence());
        var (moving, costs, standing) = (new MovingReader(plan, checks), new CostsReader(plan, checks).Read(), StandingReader.Read(plan));
        var (dns, latency) = (moving.Dns(), moving.Latency());
        var layout = new LayoutReader(plan);
        var (tiers, stores, accept) = (layout.Tiers(), layout.Stores(), AcceptReader.Read(plan));
        var links = LinksReader.Read(plan);
        var gates = new GatesReader(plan, checks, sources.Known, head.Primary, head.Target, latency).Read();
        var answers = new AnswersReader(plan, checks).Read();
        var stepsReader = new StepsReader(plan, new ActionReader(checks, faults));
        var steps = stepsReader.Read();
        if (stepsReader.Section is { } section)
        {
            StepRules.Check(steps, section);
            DrillRules.Check(steps, head.Primary, head.Target);
        }

        var failback = FailbackReader.Read(plan, [.. steps.Select(s => s.Step)], file);
        plan.Close();
        var whole = faults.Faults.Count > 0 || loss is null || inputs is null ? null : head with
        {
            Loss = loss,
            Inputs = inputs,
            Readings = readings,
            Gates = gates,
            Answers = answers.Count == 0 ? null : answers,
            Approvals = approvals,
            Cadence = cadence,
            Costs = costs,
            Standing = standing,
            Dns = dns,
            Latency = latency.Count == 0 ? null : latency,
            Tiers = tiers,
            Stores = stores,
            Accept = accept,
            Links = links,
            Steps = [.. steps.Select(s => s.Step)],
            Failback = failback,
        };
        return new PlanOutcome(whole, faults.Faults, faults.Places);
    }
}
