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
                    point = RecoveryPoint.After(point, reading.SampledAt, TimeSpan.FromTicks((long)(value * TimeSpan.TicksPerSecond)));
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
}
