using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms;

/// <summary>What a delivery turned out to be.</summary>
internal abstract record AlarmReading
{
    private AlarmReading()
    {
    }

    /// <summary>An alarm changed state.</summary>
    internal sealed record Notice(AlarmNotice Alarm) : AlarmReading;

    /// <summary>Nothing to act on, and why; the text is ours, outside words in it are capped and free of control characters.</summary>
    internal sealed record NotAnAlarm(string Reason) : AlarmReading;
}
