using System.Text.Json.Serialization;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>A gate's answer. Unknown counts as closed everywhere and is never shown as good.</summary>
public enum GateVerdict
{
    Open,
    Closed,
    Unknown,
}

/// <summary>One evaluation of one gate, with every reason and the evidence it rests on; stored with each decision that used it.</summary>
public sealed record GateResult(
    GateId Gate, GateVerdict Verdict, IReadOnlyList<string> Reasons, IReadOnlyList<GateEvidence> Evidence, DateTimeOffset At)
{
    /// <summary>G9: the names of the dependencies that do not answer, each of which is waived by itself; null where none is, and for other gates.</summary>
    public IReadOnlyList<string>? NotOpen { get; init; }

    /// <summary>Unknown at a gate where that alone may cost the data (G3, G5, G6, G14): said in red.</summary>
    [JsonIgnore]
    public bool IsAlarming => Verdict == GateVerdict.Unknown && Gate is (GateId.G3 or GateId.G5 or GateId.G6 or GateId.G14);

    public static GateResult Open(GateId gate, DateTimeOffset at, params IReadOnlyList<GateEvidence> evidence) =>
        new(gate, GateVerdict.Open, [], evidence, at);

    public static GateResult Closed(GateId gate, DateTimeOffset at, string reason, params IReadOnlyList<GateEvidence> evidence) =>
        new(gate, GateVerdict.Closed, [reason], evidence, at);

    public static GateResult Unknown(GateId gate, DateTimeOffset at, string reason, params IReadOnlyList<GateEvidence> evidence) =>
        new(gate, GateVerdict.Unknown, [reason], evidence, at);
}

/// <summary>A value that a gate looked at, as text with its unit, the threshold it was held against, its source and its time (UTC).</summary>
public sealed record GateEvidence(string Name, string Value, string Threshold, string Source, DateTimeOffset SampledAt);
