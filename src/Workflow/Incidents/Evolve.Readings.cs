using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnReadings(Incident state, IncidentEvent.ReadingsTaken e)
    {
        var readings = state.Readings.ToBuilder();
        var point = state.RecoveryPoint;
        var (dead, seen, fence) = (state.PrimaryDeadAt, state.PrimaryDeadSeenAt, state.Fence);
        foreach (var reading in e.Readings)
        {
            readings[reading.Id] = reading;
            if (reading.Problem is null && reading.Value is { } value)
            {
                if (reading.Id == state.Plan?.Inputs.ReplicationLag)
                {
                    point = RecoveryPoint.After(point, reading.SampledAt, Lag(value), e.At);
                }
                else if (reading.Id == state.Plan?.Inputs.PrimaryDead)
                {
                    (dead, seen) = Died(dead, seen, value == 1, Taken(reading, e), reading.MaxAge);
                }
                else if (reading.Id == state.Plan?.Inputs.Fenced)
                {
                    fence = Probed(fence, value == 1, Taken(reading, e));
                }
            }
        }

        var next = state with
        {
            Readings = readings.ToImmutable(),
            RecoveryPoint = point,
            PrimaryDeadAt = dead,
            PrimaryDeadSeenAt = seen,
            Fence = fence,
            WriteRate = e.WriteRate ?? state.WriteRate,
            BotRegion = e.BotRegion,
        };

        // Well within the RPO again: another breach is another matter. Half of it, so that a lag on the edge does not ring each second.
        return next.RpoBreachSaidAt is not null && next.Plan is { } plan && Outlook.ExposureAt(next, e.At) is { } exposure && exposure.Span <= plan.Rpo / 2
            ? next with { RpoBreachSaidAt = null }
            : next;
    }

    /// <summary>A lag beyond what a time span holds is as good as no replication at all; a fold never throws over a source's number.</summary>
    private static TimeSpan Lag(decimal seconds) =>
        seconds >= (decimal)TimeSpan.MaxValue.TotalSeconds - 1 ? TimeSpan.MaxValue
        : seconds < 0 ? TimeSpan.FromTicks(-1)
        : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));

    /// <summary>Death holds from its first proof only while proofs follow each other within their limit: in a gap the primary may have lived and written.</summary>
    private static (DateTimeOffset? Dead, DateTimeOffset? Seen) Died(DateTimeOffset? dead, DateTimeOffset? seen, bool isDead, DateTimeOffset at, TimeSpan maxAge) =>
        !isDead ? (null, null)
        : at - seen <= maxAge ? (dead ?? at, at > seen ? at : seen)
        : (at, at);

    /// <summary>The fence holds from its newest proof on: writes seen getting through end it, and the edge of the exposure moves on with the next proof.</summary>
    private static FenceRecord Probed(FenceRecord fence, bool refused, DateTimeOffset at) => fence switch
    {
        { Status: FenceStatus.Placed, VerifiedAt: { } verified } when !refused && at > verified => fence with { VerifiedAt = null },
        { Status: FenceStatus.Placed, VerifiedAt: null, StartedAt: var started } when refused && !(at <= started) => fence with { VerifiedAt = at },
        _ => fence,
    };

    /// <summary>A source whose clock runs ahead cannot date its sample after it reached us.</summary>
    private static DateTimeOffset Taken(Reading reading, IncidentEvent.ReadingsTaken e) => reading.SampledAt > e.At ? e.At : reading.SampledAt;
}
