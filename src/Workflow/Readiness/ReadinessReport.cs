namespace IncidentBot.Workflow.Readiness;

/// <summary>How one thing stands. <see cref="Unknown"/> is never shown like <see cref="Good"/>, and never scores.</summary>
public enum ReadinessMark
{
    Good,
    Weak,
    Missing,
    Unknown,
}

/// <summary>One thing that a part of the score looks at.</summary>
/// <param name="Units">0 to <see cref="Full"/>: what of it counts.</param>
/// <param name="Action">What would make it count in full; null when it does.</param>
public sealed record ReadinessItem(string Name, ReadinessMark Mark, string Words, int Units, string? Action)
{
    /// <summary>The units of something that stands as it should.</summary>
    public const int Full = 4;

    internal static ReadinessItem Good(string name, string words) => new(name, ReadinessMark.Good, words, Full, null);

    /// <summary>It counts by half.</summary>
    internal static ReadinessItem Weak(string name, string words, string action) => new(name, ReadinessMark.Weak, words, Full / 2, action);

    internal static ReadinessItem Missing(string name, string words, string action) => new(name, ReadinessMark.Missing, words, 0, action);

    internal static ReadinessItem Unknown(string name, string words, string action) => new(name, ReadinessMark.Unknown, words, 0, action);
}

/// <summary>A part of the score: <c>points = floor(weight × units / (4 × slots))</c>, over its items and the slots that no item takes up.</summary>
/// <param name="Slots">At least as many as items; a slot without an item counts in full, and a part without slots scores nothing.</param>
public sealed record ReadinessPart(string Name, int Weight, IReadOnlyList<ReadinessItem> Items, int Slots)
{
    private int Units => Items.Sum(i => i.Units) + ((Slots - Items.Count) * ReadinessItem.Full);

    /// <summary>0 to <see cref="Weight"/>.</summary>
    public int Points => Slots == 0 ? 0 : Weight * Units / (Slots * ReadinessItem.Full);

    /// <summary>The points that the part would have more if the item were as it should be.</summary>
    public int Gain(ReadinessItem item) => Slots == 0 ? 0 : (Weight * (Units + ReadinessItem.Full - item.Units) / (Slots * ReadinessItem.Full)) - Points;

    /// <summary>What the item is worth before rounding: items are compared by it.</summary>
    internal decimal Worth(ReadinessItem item) => Slots == 0 ? 0 : (decimal)Weight * (ReadinessItem.Full - item.Units) / (Slots * ReadinessItem.Full);
}

/// <summary>What would raise the score most, and by how much.</summary>
public sealed record ReadinessAdvice(string Action, int Gain);

/// <summary>How ready one service is to be failed over: one score of 0 to 100 with its parts.</summary>
public sealed record ReadinessReport(string Service, DateTimeOffset At, IReadOnlyList<ReadinessPart> Parts)
{
    /// <summary>The sum of the parts' points; their weights add up to 100.</summary>
    public int Score => Parts.Sum(p => p.Points);

    /// <summary>The single action with the most points; of equal ones the first in the order of the parts. Null at 100.</summary>
    public ReadinessAdvice? Best => Parts
        .Where(p => p.Weight > 0).SelectMany(p => p.Items.Where(i => i.Action is not null).Select(i => (Part: p, Item: i)))
        .OrderByDescending(x => x.Part.Worth(x.Item)).Select(x => new ReadinessAdvice(x.Item.Action!, x.Part.Gain(x.Item))).FirstOrDefault();

    /// <summary>The report on these facts.</summary>
    public static ReadinessReport Of(ReadinessFacts facts) => new(facts.Plan.Service, facts.Now,
        [DrillPart.Of(facts), GatePart.Of(facts), PeoplePart.Of(facts), QuotaPart.Of(facts), PlanPart.Of(facts), .. DetectionPart.Of(facts) is { } detection ? [detection] : Array.Empty<ReadinessPart>()]);
}
