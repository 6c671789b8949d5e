using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Truth;

/// <summary>How long the steps of one plan really take: log-normal, each with its own median and spread; slow together, or each by itself.</summary>
internal sealed class Pace
{
    private readonly Chance chance;
    private readonly double shared;
    private readonly Dictionary<string, (double Median, double Spread)> steps;

    internal Pace(Chance chance, FailoverPlan plan, bool correlated)
    {
        this.chance = chance;
        shared = correlated ? 0.85 : 0;
        steps = plan.Steps.ToDictionary(s => s.Id, _ => (chance.Between(2, 40), chance.Between(0.2, 0.8)));
    }

    /// <summary>One run: what each step takes in it.</summary>
    internal Dictionary<string, TimeSpan> Run()
    {
        var common = chance.Normal();
        return steps.ToDictionary(
            s => s.Key,
            s => TimeSpan.FromSeconds(s.Value.Median * Math.Exp(s.Value.Spread * ((shared * common) + (Math.Sqrt(1 - (shared * shared)) * chance.Normal())))));
    }

    /// <summary>Earlier failovers of the same kind.</summary>
    internal List<RunRecord> History(int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => new RunRecord(
            $"INC-{i}", FailureMode.RegionLoss, Some.T0.AddDays(-i), TimeSpan.FromSeconds(chance.Between(60, 400)), Run())),
    ];
}
