namespace IncidentBot.Alarms.Heartbeat;

/// <summary>A sign of life that is expected on one way of alarms.</summary>
internal sealed class HeartbeatOptions
{
    /// <summary>The way: <c>sns</c>, <c>eventbridge</c>, or <c>sqs:REGION</c> with the region of a queue. Required.</summary>
    public string? Path { get; set; }

    /// <summary>The name of an alarm that keeps changing its state, exactly. Its changes are signs of life only, and reach no incident. Required.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The longest silence that is expected, 1m to 24h: at least twice the time between two changes. Default 15m.</summary>
    public string Within { get; set; } = "15m";
}
