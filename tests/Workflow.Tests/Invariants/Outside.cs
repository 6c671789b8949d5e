using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>The two regions as they really are, whatever the log believes: effects, replication, and what the sources say of them.</summary>
internal sealed class Outside(DateTimeOffset start)
{
    private static readonly string[] Sources = ["lag", "error-rate", "primary-healthy", "primary-dead", "fenced", "target-healthy", "serving"];

    private readonly HashSet<string> effects = [];
    private DateTimeOffset replicatedUntil = start - TimeSpan.FromSeconds(1);
    private string? silent;

    internal bool LinkUp { get; set; }

    internal bool Down { get; set; } = true;

    internal bool Dead { get; set; }

    internal bool TargetHealthy { get; set; } = true;

    internal decimal WritesPerSecond { get; set; } = 80;

    internal bool RateKnown { get; set; } = true;

    internal bool Has(string step) => effects.Contains(step);

    /// <summary>One source says nothing until the next change; null: all speak.</summary>
    internal void Silence(int which) => silent = which % 3 == 0 ? null : Sources[which % Sources.Length];

    internal void Change(int a, int b)
    {
        switch (a % 10)
        {
            case 0:
                LinkUp = !LinkUp;
                break;
            case 1:
                Down = !Down;
                break;
            case 2:
                Dead = !Dead;
                break;
            case 3:
                TargetHealthy = !TargetHealthy;
                break;
            case 4:
                WritesPerSecond = b % 2 == 0 ? 80 : b * 3;
                break;
            case 5:
                RateKnown = !RateKnown;
                break;
            case 6 or 8 or 9:
                // Someone lifts the fence behind the bot's back.
                effects.Remove("fence");
                break;
            default:
                silent = null;
                (Down, TargetHealthy, RateKnown, WritesPerSecond) = (true, true, true, 80);
                break;
        }
    }

    internal void Do(StepOrder order)
    {
        if (order.Purpose is StepPurpose.Run or StepPurpose.Freeze)
        {
            effects.Add(order.Step.Id);
        }
        else
        {
            effects.Remove(order.Step.Id);
        }
    }

    internal void StartAgain(DateTimeOffset now)
    {
        effects.Clear();
        (replicatedUntil, Dead, Down) = (now, false, true);
    }

    internal IncidentCommand.RecordReadings Sample(DateTimeOffset now)
    {
        var writes = !Dead && !Has("fence");
        if (LinkUp || now < replicatedUntil)
        {
            replicatedUntil = now - TimeSpan.FromMilliseconds(500);
        }

        var lag = Math.Round((decimal)(now - replicatedUntil).TotalSeconds, 3);
        Reading[] readings =
        [
            Say("lag", lag, ReadingUnit.Seconds, now), Say("error-rate", Down && !Has("route") ? 0.9m : 0.01m, ReadingUnit.Share, now),
            Say("primary-healthy", Down ? 0 : 1, ReadingUnit.Boolean, now), Say("primary-dead", Dead ? 1 : 0, ReadingUnit.Boolean, now),
            Say("fenced", writes ? 0 : 1, ReadingUnit.Boolean, now), Say("target-healthy", TargetHealthy ? 1 : 0, ReadingUnit.Boolean, now),
            Say("serving", Has("route") ? 1 : 0, ReadingUnit.Boolean, now),
        ];
        return new IncidentCommand.RecordReadings(readings, RateKnown ? new WriteRate(50, 60, WritesPerSecond, 3600, now) : null);
    }

    private Reading Say(string id, decimal value, ReadingUnit unit, DateTimeOffset now) => id == silent
        ? Some.Reading(id, null, now, unit, "no answer")
        : Some.Reading(id, value, now, unit);
}
