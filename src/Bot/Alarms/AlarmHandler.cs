using IncidentBot.Alarms.Rules;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms;

/// <summary>Gives alarm deliveries to the incidents of their services, many at once: a storm becomes a few appends, and loses nothing.</summary>
internal sealed class AlarmHandler(AlarmRules rules, IncidentDesk desk, IInbox inbox, ILogger<AlarmHandler> log) : IInboxHandler
{
    public IReadOnlyList<string> Kinds => [AlarmReader.Sns, AlarmReader.EventBridge];

    public int Batch => 500;

    public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
    {
        var known = new List<(InboxEntry Entry, AlarmNotice Alarm, AlarmMatch Match)>();
        var unmatched = new List<(InboxEntry Entry, AlarmNotice Alarm)>();
        var silent = new List<long>();
        foreach (var entry in entries)
        {
            switch (AlarmReader.Read(entry))
            {
                case AlarmReading.Notice { Alarm: var alarm } when rules.Match(alarm) is { } match:
                    known.Add((entry, alarm, match));
                    break;
                case AlarmReading.Notice { Alarm: var alarm }:
                    unmatched.Add((entry, alarm));
                    break;
                case AlarmReading.NotAnAlarm not:
                    log.LogInformation("Delivery {Id} is recorded and opens nothing: {Reason}", entry.Id, not.Reason);
                    silent.Add(entry.Id);
                    break;
            }
        }

        foreach (var service in known.GroupBy(k => k.Match.Service))
        {
            var answer = await desk.NoteAlarms(
                service.Key, service.Min(k => k.Match.Severity), [.. service.Select(k => Transition(k.Alarm))], false,
                Actor.Bot("alarm"), [.. service.Select(k => k.Entry.Id)], cancel);
            if (answer.Refusal is { } refusal)
            {
                log.LogInformation("{Count} alarms of {Service} open nothing: {Refusal}", service.Count(), service.Key, refusal);
            }
        }

        if (unmatched.Count > 0)
        {
            await desk.NoteTriage([.. unmatched.Select(u => Transition(u.Alarm))], cancel);
            silent.AddRange(unmatched.Select(u => u.Entry.Id));
        }

        await inbox.Done(silent, cancel);
    }

    private static AlarmTransition Transition(AlarmNotice alarm) => new(
        alarm.Identity, alarm.AlarmName, alarm.Region, alarm.OldState ?? AlarmState.InsufficientData, alarm.NewState,
        alarm.StateChangedAt, alarm.FirstBreachAt, alarm.Reason);
}
