using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Readiness;
using Xunit;
using static IncidentBot.Workflow.Tests.Readiness.SomeReadiness;

namespace IncidentBot.Workflow.Tests.Readiness;

/// <summary>Whatever is known or not: the score stays a score, and what nobody knows never adds to it.</summary>
public sealed class ReadinessProperties
{
    private static readonly Gen<ReadinessFacts> AnyFacts =
        from known in Gen.ListOf(Gen.Elements(true, false), Readings().Count)
        from drills in Gen.SubListOf(Drills.ToArray())
        from people in Gen.SubListOf(People.All.ToArray())
        from account in Gen.Elements(new bool?[] { true, false, null })
        from region in Gen.Elements(new string?[] { null, "us-east-1", "eu-central-1" })
        select Facts(people: new Roster(people)) with
        {
            Readings = [.. Readings().Zip(known, (r, k) => k ? r : r with { Value = null, Problem = "silent" })],
            Drills = [.. drills],
            Reach = Reach(new Roster(people), account),
            BotRegion = region,
        };

    [Fact]
    public void The_score_is_0_to_100_and_every_gain_is_what_the_part_lacks_at_most() => Prop.ForAll(AnyFacts.ToArbitrary(), facts =>
    {
        var report = ReadinessReport.Of(facts);
        return report.Score is >= 0 and <= 100
            && report.Parts.All(p => p.Points >= 0 && p.Points <= p.Weight && p.Items.All(i => p.Gain(i) >= 0 && p.Gain(i) <= p.Weight - p.Points))
            && (report.Best is { } best ? report.Parts.Any(p => p.Items.Any(i => i.Action == best.Action && p.Gain(i) == best.Gain)) : report.Score == 100);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_unknown_never_scores() => Prop.ForAll(AnyFacts.ToArbitrary(), facts =>
        ReadinessReport.Of(facts).Parts.SelectMany(p => p.Items).All(i =>
            (i.Mark is ReadinessMark.Unknown or ReadinessMark.Missing ? i.Units == 0 : i.Units > 0) && (i.Mark == ReadinessMark.Good) == (i.Action is null))).QuickCheckThrowOnFailure();

    [Fact]
    public void Losing_a_reading_never_raises_the_score() => Prop.ForAll(AnyFacts.ToArbitrary(), Gen.Choose(0, Readings().Count - 1).ToArbitrary(), (facts, lost) =>
        ReadinessReport.Of(facts with { Readings = [.. facts.Readings.Select((r, i) => i == lost ? r with { Value = null, Problem = "silent" } : r)] }).Score <= ReadinessReport.Of(facts).Score)
        .QuickCheckThrowOnFailure();
}
