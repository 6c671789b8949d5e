namespace IncidentBot.Alarms.Poll;

/// <summary>Asking CloudWatch for state changes whose notification was lost. Section <c>Alarms:Poll</c>.</summary>
internal sealed class PollOptions
{
    /// <summary>The regions whose alarms are asked for, each one of <c>Alarms:Regions</c>. Empty: none is.</summary>
    public HashSet<string> Regions { get; } = [];

    /// <summary>How often: 30s to 1h. Default 60s.</summary>
    public string Interval { get; set; } = "60s";

    /// <summary>How long a notification may take before it counts as lost: 30s to 1h. Default 2m.</summary>
    public string Grace { get; set; } = "2m";

    /// <summary>Only alarms whose names begin so; empty: all.</summary>
    public string NamePrefix { get; set; } = "";
}
