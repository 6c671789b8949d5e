namespace IncidentBot.Readings;

/// <summary>Where readings are taken; section <c>Readings</c>.</summary>
internal sealed class ReadingsOptions
{
    public const string Section = "Readings";

    /// <summary>The region that this bot runs in, as plans write it, or any other word for a place outside their regions; gate G14 rests on it. Default none: unknown.</summary>
    public string? Region { get; set; }
}
