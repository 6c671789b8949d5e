using IncidentBot.Workflow.Decisions.Explaining;
using static IncidentBot.Workflow.Decisions.Explaining.Amounts;
using static IncidentBot.Workflow.Decisions.Explaining.Term;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The inputs of the cost as leaves of formulae, and the names of those that are unknown.</summary>
internal sealed class CostTerms(CostInputs given)
{
    /// <summary>Beyond this the sums would leave <c>decimal</c>; no plan's money comes near.</summary>
    private const decimal Uncountable = 1e24m;

    internal Given? R { get; } = given.LossPerMinute is { Value: { } v } i ? Price("r", v, given.Currency, "min", i.Source, i.At) : null;

    internal Given? F { get; } = given.Affected is { Value: { } v } i ? Share("f", v, i.Source, i.At) : null;

    internal Given? X { get; } = given.Run is { Value: { } v } i ? Span("X", v, i.Source, i.At) : null;

    internal Given? Off { get; } = given.WritesOff is { Value: { } v } i ? Span("X_off", v, i.Source, i.At) : null;

    internal Given? Failback { get; } = given.Failback is { Value: { } v } i ? Money("failback", v, given.Currency, i.Source, i.At) : null;

    internal Given? Bad { get; } = given.FailedFailover is { Value: { } v } i ? Money("C_bad", v, given.Currency, i.Source, i.At) : null;

    internal Given? P { get; } = given.Probability is { Value: { } v } i ? Share("p", v, i.Source, i.At) : null;

    internal Given? Recovery { get; } = given.Recovery is { Value: { } v } i ? Span("T_rec", v, i.Source, i.At) : null;

    internal Given Wait { get; } = Span("d", given.Wait, "the wait that is weighed");

    /// <summary>The chance that a failover fails, after k of n drills did: (k + 1) / (n + 2).</summary>
    internal Term Failing { get; } =
        (Count("k", given.Drills.Failed, "drills that failed") + Count("1", 1, "")) / (Count("n", given.Drills.Recorded, "drills recorded") + Count("2", 2, ""));

    internal static Term One { get; } = Count("1", 1, "");

    /// <summary>money(E): the bound of a loss at the value of a write.</summary>
    internal Given? Lost(Loss? loss) => loss is { Money: { } money } && money <= Uncountable
        ? Money("money(E)", money, given.Currency, $"at most {Number(loss.Bound ?? 0)} records in {Exact(loss.Exposure.Span)} (`why loss`)", loss.Exposure.SampledAt)
        : null;

    /// <summary>Every unknown input, by its name in the formula.</summary>
    internal IReadOnlyList<string> Missing(bool withRecovery, bool withProbability)
    {
        var missing = new List<string>();
        Name(missing, "money(E)", Lost(given.Loss.Now) is not null && Lost(given.Loss.Later) is not null ? null : LossProblem());
        Name(missing, "r", given.LossPerMinute.Problem);
        Name(missing, "f", given.Affected.Problem);
        Name(missing, "X", given.Run.Problem);
        Name(missing, "X_off", given.WritesOff.Problem);
        Name(missing, "failback", given.Failback.Problem);
        Name(missing, "C_bad", given.FailedFailover.Problem);
        Name(missing, "T_rec", withRecovery ? given.Recovery.Problem : null);
        Name(missing, "p", withProbability ? given.Probability.Problem : null);
        return missing;
    }

    private string LossProblem() => given.Loss switch
    {
        (null, _) => "replication lag was never sampled",
        ({ Bound: null }, _) => "the write rate is unknown",
        _ => "the loss is beyond counting",
    };

    private static void Name(List<string> missing, string symbol, string? problem)
    {
        if (problem is not null)
        {
            missing.Add($"{symbol}: {problem}");
        }
    }
}
