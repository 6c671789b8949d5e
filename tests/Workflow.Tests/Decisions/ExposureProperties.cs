using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Decisions;

public sealed class ExposureProperties
{
    private static readonly DateTimeOffset T = Sample.Noon;

    /// <summary>Samples as they may come: out of order, with any lag, some of them nonsense (negative).</summary>
    private static readonly Gen<List<(DateTimeOffset At, TimeSpan Lag)>> Samples =
        Gen.ListOf(
            from at in Sample.Spans(600)
            from lag in Gen.Frequency((9, Sample.Spans(900)), (1, Sample.Spans(9).Select(s => -s)))
            select (T + at, lag)).Select(s => s.ToList());

    [Fact]
    public void The_recovery_point_never_moves_back_and_no_order_of_samples_changes_where_it_ends() =>
        Prop.ForAll(
            (from samples in Samples
             from order in Gen.Shuffle(samples.ToArray())
             select (Samples: samples, Order: order.ToList())).ToArbitrary(),
            given =>
            {
                var points = Fold(given.Order);
                var expected = given.Samples.Where(s => s.Lag >= TimeSpan.Zero).Max(s => (DateTimeOffset?)(s.At - s.Lag));
                return points.LastOrDefault()?.At == expected
                    && points.Zip(points.Skip(1)).All(p => p.First is null || (p.Second!.At >= p.First.At && p.Second.LastSampleAt >= p.First.LastSampleAt));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_source_whose_clock_runs_ahead_never_pushes_the_recovery_point_past_the_moment_of_receipt() =>
        Prop.ForAll(
            (from ahead in Sample.Spans(9999) from lag in Sample.Spans(60) select (ahead, lag)).ToArbitrary(),
            given => RecoveryPoint.After(null, T + given.ahead, given.lag, receivedAt: T)!.At <= T - given.lag).QuickCheckThrowOnFailure();

    [Fact]
    public void Unfenced_it_grows_exactly_one_second_a_second_between_samples() =>
        Prop.ForAll(
            (from lag in Sample.Spans(900) from wait in Sample.Spans(600) from more in Sample.Spans(600) select (lag, wait, more)).ToArbitrary(),
            given =>
            {
                var point = RecoveryPoint.After(null, T, given.lag);
                var (here, there) = (Span(point, T + given.wait, null), Span(point, T + given.wait + given.more, null));
                return here == given.lag + given.wait && there - here == given.more;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fenced_with_samples_still_coming_it_only_falls() =>
        Prop.ForAll(
            (from fence in Sample.Spans(300) from samples in Samples select (fence, samples)).ToArbitrary(),
            given =>
            {
                var now = T.AddSeconds(601);
                var spans = Fold(given.samples).Where(p => p is not null).Select((p, i) => Span(p, now.AddSeconds(i), T + given.fence)).ToList();
                return spans.Zip(spans.Skip(1)).All(s => s.Second <= s.First) && spans.All(s => s >= TimeSpan.Zero);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_edge_is_the_earliest_of_now_fenced_and_dead() =>
        Prop.ForAll(
            (from fence in Moment from dead in Moment select (fence, dead)).ToArbitrary(),
            given =>
            {
                var now = T.AddSeconds(300);
                var exposure = Exposure.At(RecoveryPoint.After(null, T, Sample.Seconds(1)), now, given.fence, given.dead)!;
                var edge = new[] { now, given.fence ?? now, given.dead ?? now }.Min();
                var stopped = given.fence <= now || given.dead <= now;
                return exposure.Edge == edge && exposure.Growing == !stopped;
            }).QuickCheckThrowOnFailure();

    private static readonly Gen<DateTimeOffset?> Moment =
        Gen.Frequency((1, Gen.Constant((DateTimeOffset?)null)), (4, Gen.Choose(0, 600).Select(s => (DateTimeOffset?)T.AddSeconds(s))));

    private static List<RecoveryPoint?> Fold(IEnumerable<(DateTimeOffset At, TimeSpan Lag)> samples)
    {
        var points = new List<RecoveryPoint?>();
        foreach (var (at, lag) in samples)
        {
            points.Add(RecoveryPoint.After(points.LastOrDefault(), at, lag));
        }

        return points;
    }

    private static TimeSpan Span(RecoveryPoint? point, DateTimeOffset now, DateTimeOffset? fencedAt) =>
        Exposure.At(point, now, fencedAt, null)!.Span;
}
