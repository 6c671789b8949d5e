using System.Text.Json.Serialization;
using IncidentBot.Workflow.Approvals;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Anything that the log can hold. Its stored name is in <see cref="EventRegistry"/>; unknown names throw.</summary>
public abstract record LogEvent
{
    /// <summary>Who did it; part of the hashed data.</summary>
    public Actor By { get; init; } = Actor.Bot("log");

    /// <summary>When (UTC); stored beside the data, and hashed with it.</summary>
    [JsonIgnore]
    public DateTimeOffset At { get; init; }
}

/// <summary>What happened in one incident: a closed family.</summary>
public abstract partial record IncidentEvent : LogEvent
{
    private IncidentEvent()
    {
    }
}

/// <summary>What spans incidents of one service, in the stream <c>service/NAME</c>: a closed family.</summary>
public abstract record ServiceEvent : LogEvent
{
    private ServiceEvent()
    {
    }

    /// <summary>An incident of the service opened; a second one is refused until it ends.</summary>
    public sealed record IncidentOpened(string Incident) : ServiceEvent;

    /// <summary>The service's open incident closed, merged, or was a false alarm.</summary>
    public sealed record IncidentEnded(string Incident) : ServiceEvent;

    /// <summary>An epoch was taken: one region at most may write under it, and no later one is smaller.</summary>
    public sealed record EpochTaken(long Epoch, string Incident, string Purpose) : ServiceEvent;

    /// <summary>A failover of the service began: a second is refused until it ends.</summary>
    public sealed record FailoverBegun(string Incident, long Epoch) : ServiceEvent;

    /// <summary>The service's failover ended: withdrawn, aborted, or reconciled; <paramref name="MovedTo"/> is the region it serves from after a promotion.</summary>
    public sealed record FailoverEnded(string Incident, string Outcome, string? MovedTo) : ServiceEvent;
}

/// <summary>The numbering of incidents, in the stream <c>incidents</c>: its version n is INC-n.</summary>
public abstract record RegistryEvent : LogEvent
{
    private RegistryEvent()
    {
    }

    /// <summary>The next number was given to an incident of a service.</summary>
    public sealed record IncidentNumbered(string Incident, string Service) : RegistryEvent;
}

/// <summary>Alarms that no rule gives to a service, and what is known of the intake itself, in the stream <c>triage</c>: a closed family.</summary>
public abstract partial record TriageEvent : LogEvent
{
    private TriageEvent()
    {
    }

    /// <summary>Alarm state changes that no rule matched, waiting for a person to declare.</summary>
    public sealed record AlarmsUnmatched(IReadOnlyList<AlarmTransition> Alarms) : TriageEvent;

    /// <summary>A triage room was opened on a platform.</summary>
    public sealed record RoomOpened(RoomRef Room) : TriageEvent;
}
