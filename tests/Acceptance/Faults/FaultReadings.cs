using IncidentBot.Bot.Tests.Failover;

namespace IncidentBot.Acceptance.Faults;

/// <summary>What the outside answers to readings: a region that is lost, and a fence that is there once it was placed.</summary>
internal static class FaultReadings
{
    internal static void On(Outside outside)
    {
        Reading(outside, "lag", () => "1");
        Reading(outside, "error-rate", () => "0.9");
        Reading(outside, "primary-healthy", () => "0");
        Reading(outside, "fenced", () => outside.Present("fence") ? "1" : "0");
        Reading(outside, "write-rate", () => "1");
    }

    private static void Reading(Outside outside, string id, Func<string> value) => outside.On($"readings/{id}", (context, apply) =>
    {
        var now = DateTimeOffset.UtcNow;
        var buckets = string.Join(',', Enumerable.Range(1, 360).Select(i => $$"""{"at":"{{now.AddSeconds(-5 * i):O}}","count":1}"""));
        return Outside.Says(200, body: $$"""{"value":{{value()}},"sampledAt":"{{now:O}}","buckets":[{{buckets}}]}""")(context, apply);
    });
}
