using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnReadings(Incident state, IncidentEvent.ReadingsTaken e)
    {
        var readings = state.Readings.ToBuilder();
        var point = state.RecoveryPoint;
        var dead = state.PrimaryDeadAt;
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
                    dead = value == 1 ? dead ?? reading.SampledAt : null;
                }
            }
        }

        return state with
        {
            Readings = readings.ToImmutable(),
            RecoveryPoint = point,
            PrimaryDeadAt = dead,
            WriteRate = e.WriteRate ?? state.WriteRate,
        };
    }

    /// <summary>A lag beyond what a time span holds is as good as no replication at all; a fold never throws over a source's number.</summary>
    private static TimeSpan Lag(decimal seconds) =>
        seconds >= (decimal)TimeSpan.MaxValue.TotalSeconds - 1 ? TimeSpan.MaxValue
        : seconds < 0 ? TimeSpan.FromTicks(-1)
        : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
