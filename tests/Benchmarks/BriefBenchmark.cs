using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Benchmarks;

/// <summary>Computes the whole decision of an incident from 40 collected readings, every gate there is and 30 recorded runs; then opens every number of it.</summary>
internal static class BriefBenchmark
{
    private const int Readings = 40;
    private const int Runs = 30;
    private const long Most = 100_000;

    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(1);

    private static readonly PlanPath[] Paths =
        [.. new[] { "static", "api", "checkout" }.Select(name => new PlanPath(name, new PathTime(null, "p95"), new PathTime(TimeSpan.FromMilliseconds(60), null), TimeSpan.FromMilliseconds(250)))];

    internal static Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        var sample = SampleIncident.Armed();
        var (situation, now) = (Full(sample.Situation, sample.Now), sample.Now);
        var brief = Brief.Of(situation, now);
        var gates = brief.Gates.Count;
        if (gates != Enum.GetValues<GateId>().Length || brief is not { Loss.Bound: not null, Cost.Sentence: not null, Clock.LatestDecision: not null, Latency.Count: 3, Tail.Points.Count: DnsTail.Told }
            || situation.Incident.Readings.Count < Readings)
        {
            throw new InvalidOperationException("The brief is not a full one.");
        }

        var opened = Enum.GetValues<WhyTopic>();
        (string Name, Action Once)[] cases =
        [
            ($"brief: {gates} gates, {Readings} readings, {Runs} runs", () => Brief.Of(situation, now)),
            ("the same, with every number opened", () =>
            {
                var whole = Brief.Of(situation, now);
                foreach (var topic in opened)
                {
                    foreach (var why in Why.Of(topic, whole))
                    {
                        _ = why.Line;
                    }
                }
            }),
        ];
        var batch = options.Pick(10, 100);
        var times = Rounds.ProcessorMedians(options.Pick(1, 50), options.Pick(2, 101), [.. cases.Select(c => (Action)(() =>
        {
            for (var i = 0; i < batch; i++)
            {
                c.Once();
            }
        }))]);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<Figure>>([.. cases.Zip(times, (found, time) =>
        {
            var allocated = Rounds.Allocated(found.Once, 100);
            var goal = found == cases[0];
            return new Figure(found.Name, goal ? "less than 1 ms and 100 KB" : "", $"{Figure.Time(time / batch)} of processor time, allocates {Figure.Bytes(allocated)}", "", null,
                goal ? time / batch < Goal && allocated < Most : null);
        })]);
    }

    /// <summary>The gates that the sample's plan leaves out, each on readings of its own.</summary>
    private static IEnumerable<PlanGate> More()
    {
        static ReadingCheck At(int i) => new($"more-{i}", Comparison.AtMost, 0.5m);
        static PlanGate Gate(GateId id, GateTerms? terms = null) => new(id, [], 0, PlanGate.Maximum(id)) { Terms = terms };
        return
        [
            Gate(GateId.G3, new GateTerms.Integrity(At(1), At(2))),
            Gate(GateId.G6, new GateTerms.Quorum([At(3), At(4), At(5)], 2)),
            Gate(GateId.G8, new GateTerms.Quotas([.. Enumerable.Range(6, 4).Select(i => new Quota($"quota {i}", $"more-{i}", new Amount(640, null), 100))], 0.9m)),
            Gate(GateId.G9, new GateTerms.Dependencies([.. Enumerable.Range(10, 5).Select(i => new Dependency($"dependency {i}", At(i)))])),
            Gate(GateId.G10, new GateTerms.Parity("more-15", "more-16")),
            Gate(GateId.G11, new GateTerms.Latency(Paths)), Gate(GateId.G13), Gate(GateId.G14), Gate(GateId.G16),
        ];
    }

    /// <summary>The sample's incident with everything that a plan may say, as many readings as asked for, and a history.</summary>
    private static Situation Full(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident;
        var plan = incident.Plan! with
        {
            Costs = new PlanCosts(new HourlyLoss(1200, []), 0.9m, null, new RecoveryTerms(0.3m, TimeSpan.FromMinutes(10), "past year"), TimeSpan.FromMinutes(10), 5000, 100_000),
            Dns = new PlanDns(TimeSpan.FromSeconds(60), TrafficShift.Dns, 0.37m, null),
            Latency = Paths,
            Gates = [.. incident.Plan.Gates, .. More()],
            Standing = new PlanStanding(150, 0.02m, 20_000, 1_500, 0.5m, 90_000, 20, null),
        };
        var more = Enumerable.Range(0, Readings).Select(i => new Reading(i == 0 ? "p95" : $"more-{i}", 0.12m, ReadingUnit.Seconds, "http://monitor", "outside", now, TimeSpan.FromSeconds(30), null));
        var runs = Enumerable.Range(1, Runs).Select(i => new RunRecord($"INC-{i}", incident.Mode, now.AddDays(-i), TimeSpan.FromMinutes(3 + (i % 4)),
            plan.Steps.ToDictionary(s => s.Id, s => s.Estimate + TimeSpan.FromSeconds(i * 7 % 40)))).ToList();
        return situation with
        {
            Incident = incident with
            {
                Plan = plan,
                Runs = runs,
                Readings = incident.Readings.SetItems(more.Take(Readings - incident.Readings.Count).Select(r => KeyValuePair.Create(r.Id, r))),
            },
        };
    }
}
