namespace IncidentBot.Workflow.Incidents;

/// <summary>The spelling CloudWatch uses for alarm states: OK, ALARM, INSUFFICIENT_DATA.</summary>
public static class AlarmStateName
{
    /// <summary>The state's spelling.</summary>
    public static string Of(AlarmState state) => state switch
    {
        AlarmState.Ok => "OK",
        AlarmState.Alarm => "ALARM",
        AlarmState.InsufficientData => "INSUFFICIENT_DATA",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such alarm state."),
    };

    /// <summary>Reads a spelling, exactly as CloudWatch writes it; null for any other word.</summary>
    public static AlarmState? Read(string? text) => text switch
    {
        "OK" => AlarmState.Ok,
        "ALARM" => AlarmState.Alarm,
        "INSUFFICIENT_DATA" => AlarmState.InsufficientData,
        _ => null,
    };
}
