using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Incidents;

/// <summary>Load, decide, append, publish: the only door to the log. A conflict is decided again; a refusal is an answer.</summary>
/// <remarks>
/// With an inbox entry given, the entry is marked done in the transaction that holds its events, so that a repeated delivery or a
/// crash between the two can neither lose nor double a command.
/// </remarks>
internal sealed class IncidentDesk(IEventStore store, IInbox inbox, Situations situations, PeopleRoster people, IPlanCatalog plans, TimeProvider clock)
{
    private const int Attempts = 200;

    /// <summary>Sends a command to an incident.</summary>
    internal Task<DeskAnswer> Send(string incident, IncidentCommand command, Actor actor, long? completes, CancellationToken cancel) =>
        Carry(command, actor, completes, async () => (await situations.Load(incident, cancel), null), cancel);

    /// <summary>Declares an incident of a service under the next number; refused while the service has an open one.</summary>
    internal Task<DeskAnswer> Declare(string service, Severity severity, string summary, Actor actor, long? completes, CancellationToken cancel) =>
        Open(service, false, actor, completes, (id, past) => new IncidentCommand.Declare(
            id, service, severity, summary, plans.Find(service), past.Runs)
        { Drills = past.Drills }, cancel);

    /// <summary>Begins a drill of a service under the next number; refused while another drill of it is open, and not by a real incident.</summary>
    internal Task<DeskAnswer> Drill(string service, FailureMode mode, Actor actor, long? completes, CancellationToken cancel) =>
        Open(service, true, actor, completes, (id, past) => new IncidentCommand.BeginDrill(
            id, service, mode, plans.Find(service), past.Runs)
        { Drills = past.Drills }, cancel);

    /// <summary>Gives alarms to the service's open incident, or opens one; then marks the inbox entries as done.</summary>
    /// <remarks>After a crash between the two they come again, and an alarm's own time tells what has been noted already.</remarks>
    internal async Task<DeskAnswer> NoteAlarms(
        string service, Severity severity, IReadOnlyList<AlarmTransition> alarms, bool confirmed, Actor actor, IReadOnlyList<long> completes, CancellationToken cancel)
    {
        var answer = await Open(service, false, actor, null, (id, past) => new IncidentCommand.NoteAlarms(
            id, service, severity, alarms, plans.Find(service), past.Runs, confirmed)
        { Drills = past.Drills }, cancel);
        await inbox.Done(completes, cancel);
        return answer;
    }

    /// <summary>Notes alarms that no rule gives to a service, for a person to look at.</summary>
    internal Task NoteTriage(IReadOnlyList<AlarmTransition> alarms, CancellationToken cancel) =>
        AppendTriage(new TriageEvent.AlarmsUnmatched(alarms) { At = clock.GetUtcNow(), By = Actor.Bot("alarm") }, cancel);

    /// <summary>Notes the room in which triage happens on a platform; a known one changes nothing.</summary>
    internal async Task NoteTriageRoom(RoomRef room, CancellationToken cancel)
    {
        if (!(await TriageRooms(cancel)).Contains(room))
        {
            await AppendTriage(new TriageEvent.RoomOpened(room) { At = clock.GetUtcNow(), By = Actor.Bot(room.Platform) }, cancel);
        }
    }

    /// <summary>The triage rooms, oldest first.</summary>
    internal async Task<IReadOnlyList<RoomRef>> TriageRooms(CancellationToken cancel) =>
        [.. (await situations.Triage(cancel)).OfType<TriageEvent.RoomOpened>().Select(e => e.Room)];

    private async Task AppendTriage(TriageEvent happened, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var version = (await situations.Triage(cancel)).Count;
            if (await store.Append([new StreamAppend(IncidentLog.Triage, version, [IncidentLog.Untyped(happened)])], null, cancel) is AppendResult.Appended)
            {
                return;
            }

            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"The triage stream changed {Attempts} times while one event was appended; try again.");
            }
        }
    }

    private async Task<DeskAnswer> Open(
        string service, bool drill, Actor actor, long? completes, Func<string, Past, IncidentCommand> make, CancellationToken cancel)
    {
        IncidentCommand? command = null;
        return await Carry(() => command!, actor, completes, async () =>
        {
            var record = await situations.Service(service, drill, cancel);
            while (record.OpenIncident is { } open)
            {
                // What earlier runs took matters only where an incident begins.
                command = make(open, new Past([], null));
                var joined = command is IncidentCommand.NoteAlarms ? await situations.Load(open, cancel) : new Situation(Incident.None, record);
                if (joined.Incident.IsOpen || command is not IncidentCommand.NoteAlarms)
                {
                    return (joined, null);
                }

                // It was closed between the two looks: an alarm opens the next one.
                record = await situations.Service(service, drill, cancel);
            }

            var number = await situations.LastNumber(cancel) + 1;
            command = make(IncidentLog.Id(number), new Past(await situations.RunsOf(service, cancel), Some(await situations.DrillsOf(service, cancel))));
            return (new Situation(Incident.None, record), new Numbering(number, service));
        }, cancel);
    }

    private Task<DeskAnswer> Carry(
        IncidentCommand command, Actor actor, long? completes, Func<Task<(Situation, Numbering?)>> load, CancellationToken cancel) =>
        Carry(() => command, actor, completes, load, cancel);

    private async Task<DeskAnswer> Carry(
        Func<IncidentCommand> command, Actor actor, long? completes, Func<Task<(Situation, Numbering?)>> load, CancellationToken cancel)
    {
        using var span = Instruments.Trace("command");
        for (var attempt = 1; ; attempt++)
        {
            var (situation, numbering) = await load();
            var asked = command();
            span?.SetTag("command", asked.GetType().Name);
            var decision = Decide.On(situation, asked, new CommandContext(clock.GetUtcNow(), actor, people.Now));
            if (decision.Events.Count == 0 && decision.ServiceEvents.Count == 0)
            {
                await Complete(completes, cancel);
                return new DeskAnswer(decision.After, [], decision.Refusal);
            }

            switch (await store.Append(Appends(situation, decision, numbering), completes, cancel))
            {
                case AppendResult.Appended:
                    situations.Keep(decision.After);
                    return new DeskAnswer(decision.After, decision.Events, decision.Refusal);
                case AppendResult.AlreadyDone:
                    return new DeskAnswer(situation, [], null);
                case AppendResult.Conflict conflict when attempt < Attempts:
                    situations.Forget(conflict.Stream);
                    break;
                case AppendResult.Conflict conflict:
                    throw new StoreUnavailableException($"The stream {conflict.Stream} changed {Attempts} times while one command was decided; try again.");
            }
        }
    }

    private async Task Complete(long? entry, CancellationToken cancel)
    {
        if (entry is { } id)
        {
            await inbox.Done([id], cancel);
        }
    }

    private static List<StreamAppend> Appends(Situation before, Decision decision, Numbering? numbering)
    {
        var appends = new List<StreamAppend>(3);
        var incident = decision.After.Incident;
        if (numbering is not null && before.Incident.Id.Length == 0 && incident.Id.Length > 0)
        {
            var numbered = new RegistryEvent.IncidentNumbered(incident.Id, numbering.Service) { At = incident.DeclaredAt, By = incident.DeclaredBy };
            appends.Add(new StreamAppend(IncidentLog.Numbers, numbering.Number - 1, [IncidentLog.Untyped(numbered)]));
        }

        if (decision.ServiceEvents.Count > 0)
        {
            appends.Add(new StreamAppend(IncidentLog.OfService(incident), before.Service.Version, [.. decision.ServiceEvents.Select(IncidentLog.Untyped)]));
        }

        if (decision.Events.Count > 0)
        {
            appends.Add(new StreamAppend(incident.Id, before.Incident.Version, [.. decision.Events.Select(IncidentLog.Untyped)]));
        }

        return appends;
    }

    /// <summary>The log of a service that never had a drill stays as it was before there were any.</summary>
    private static IReadOnlyList<DrillFact>? Some(IReadOnlyList<DrillFact> drills) => drills.Count == 0 ? null : drills;

    private sealed record Numbering(long Number, string Service);

    /// <summary>What earlier incidents and drills of the service taught.</summary>
    private sealed record Past(IReadOnlyList<RunRecord> Runs, IReadOnlyList<DrillFact>? Drills);
}
