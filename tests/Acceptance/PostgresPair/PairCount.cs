using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>What really happened, counted from both servers and the shop after the failover, beside what the bot had said.</summary>
internal sealed record PairCount
{
    /// <summary>Acknowledged orders that the new primary has not.</summary>
    internal required IReadOnlyList<Order> Lost { get; init; }

    /// <summary>Rows that lost-rows.sh exported: the lost ones, and some that nobody was told of.</summary>
    internal required int Exported { get; init; }

    /// <summary>Rows that the old primary committed after the point of no return.</summary>
    internal required IReadOnlyList<(long Number, DateTimeOffset CommittedAt)> CommittedLate { get; init; }

    /// <summary>From the first lost commit to the last.</summary>
    internal required TimeSpan Window { get; init; }

    internal required DateTimeOffset? FirstLostAt { get; init; }

    internal required DateTimeOffset? LastLostAt { get; init; }

    internal required Incident Incident { get; init; }

    /// <summary>What the bot said would be left, when it was pressed.</summary>
    internal required Eta EtaAtPress { get; init; }

    internal Loss Promised => Incident.Failover.CommittedLoss!;

    internal DateTimeOffset PressedAt => Incident.Failover.CommittedAt!.Value;

    internal TimeSpan FromPress => Incident.Failover.RestoredAt!.Value - PressedAt;

    internal TimeSpan FromImpact => Incident.Failover.RestoredAt!.Value - Incident.ImpactStart!.Value;

    /// <summary>Counts while the shop goes on writing; the old primary is stopped for it, and opened alone.</summary>
    internal static async Task<PairCount> Of(PairStage stage)
    {
        var events = await stage.Events();
        var incident = events.Aggregate(Incident.None, Evolve.Apply);
        var before = events.TakeWhile(e => e is not IncidentEvent.PointOfNoReturn).Aggregate(Incident.None, Evolve.Apply);
        // Acknowledgements first: an order that is acknowledged after the rows were read must not look lost.
        var acknowledged = stage.Shop.Acknowledged.ToList();
        var exported = stage.LostRows(incident.Failover.CommittedLoss!.Exposure.From - TimeSpan.FromMinutes(1));
        var kept = stage.Pair.Target.Ask("SELECT number FROM orders").Split('\n').Select(long.Parse).ToHashSet();
        var lost = acknowledged.Where(o => !kept.Contains(o.Number)).ToList();
        var committed = exported.ToDictionary(r => r.Number, r => r.CommittedAt);
        var times = lost.Where(o => committed.ContainsKey(o.Number)).Select(o => committed[o.Number]).Order().ToList();
        return new PairCount
        {
            Lost = lost,
            Exported = exported.Count,
            CommittedLate = [.. exported.Where(r => r.CommittedAt >= incident.Failover.CommittedAt)],
            Window = times.Count == 0 ? TimeSpan.Zero : times[^1] - times[0],
            FirstLostAt = times.Count == 0 ? null : times[0],
            LastLostAt = times.Count == 0 ? null : times[^1],
            Incident = incident,
            EtaAtPress = Outlook.EtaOf(before)!,
        };
    }
}
