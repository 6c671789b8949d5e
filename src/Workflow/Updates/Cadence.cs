using System.Collections.Frozen;

namespace IncidentBot.Workflow.Updates;

/// <summary>
/// How often stakeholders are told, by severity: sev1 every 15 min, sev2 every 30, sev3 every 60, sev4 on demand. A plan may set its own
/// times for "sev1" to "sev4"; zero means on demand. A severity without a time promises nothing and is never reminded of.
/// </summary>
public sealed class Cadence(IReadOnlyDictionary<string, TimeSpan>? ofPlan = null)
{
    private static readonly FrozenDictionary<string, TimeSpan> BuiltIn = new Dictionary<string, TimeSpan>
    {
        ["sev1"] = TimeSpan.FromMinutes(15),
        ["sev2"] = TimeSpan.FromMinutes(30),
        ["sev3"] = TimeSpan.FromMinutes(60),
        ["sev4"] = TimeSpan.Zero,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, TimeSpan> ofPlan =
        (ofPlan ?? FrozenDictionary<string, TimeSpan>.Empty).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The time between two updates; null when updates are on demand. An unknown severity is treated as sev1: too often, never too seldom.</summary>
    public TimeSpan? Every(string severity)
    {
        var every = ofPlan.TryGetValue(severity, out var own) ? own
            : BuiltIn.TryGetValue(severity, out var usual) ? usual
            : BuiltIn["sev1"];
        return every > TimeSpan.Zero ? every : null;
    }

    /// <summary>When the next update is due; <paramref name="lastSent"/> is the declaration while none has been sent (UTC).</summary>
    public DateTimeOffset? NextDue(DateTimeOffset lastSent, string severity) => lastSent + Every(severity);
}
