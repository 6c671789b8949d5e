using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>One decision under way: the state so far, and the events that made it. Each event is folded as it is emitted, so that the next rule sees it.</summary>
internal sealed class Deciding(Situation situation, CommandContext context)
{
    /// <summary>More than clocks that a time server keeps ever differ by; less than anything expires within.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    private readonly List<IncidentEvent> events = [];
    private readonly List<ServiceEvent> serviceEvents = [];

    internal Incident Incident { get; private set; } = situation.Incident;

    internal ServiceRecord Service { get; private set; } = situation.Service;

    internal FailoverRecord Failover => Incident.Failover;

    internal Situation Situation => new(Incident, Service);

    internal DateTimeOffset Now => context.Now;

    /// <summary>How far the clock of who decides is behind what the log says already; null while that is what clocks of machines differ by.</summary>
    internal TimeSpan? Behind { get; } = situation.Incident.LastAt - context.Now is var behind && behind > ClocksDiffer ? behind : null;

    /// <summary>Whether it stood before this decision: what is given now is timed by the clock that is now.</summary>
    internal bool Stood(Approval approval) => situation.Incident.Failover.Approvals.Contains(approval);

    internal bool Stood(BreakGlass glass) => situation.Incident.Failover.Glass.Contains(glass);

    internal Actor Actor => context.Actor;

    internal Roster People => context.People;

    /// <summary>The plan; callers have made sure that there is one.</summary>
    internal FailoverPlan Plan => Incident.Plan ?? throw new InvalidOperationException($"{Incident.Id} has no plan.");

    internal void Emit(IncidentEvent happened, Actor? by = null)
    {
        var stamped = happened with { At = Now, By = by ?? Actor };
        events.Add(stamped);
        Incident = Evolve.Apply(Incident, stamped);
    }

    internal void Emit(ServiceEvent happened)
    {
        var stamped = happened with { At = Now, By = Actor };
        serviceEvents.Add(stamped);
        Service = ServiceRecord.Evolve(Service, stamped);
    }

    /// <summary>What follows from time or facts, not from whoever happened to send the command.</summary>
    internal void EmitAsBot(IncidentEvent happened) => Emit(happened, Actor.Bot("clock"));

    /// <summary>Takes the next epoch of the service: strictly larger than every one before.</summary>
    internal long TakeEpoch(string purpose)
    {
        var epoch = Service.Epoch + 1;
        Emit(new ServiceEvent.EpochTaken(epoch, Incident.Id, purpose));
        return epoch;
    }

    internal Decision Done(Refusal? refusal = null) => new(events, serviceEvents, refusal, Situation);
}
