using IncidentBot.Alarms.Rules;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms;

/// <summary>Gives alarm deliveries to the incidents of their services, many at once: a storm becomes a few appends, and loses nothing.</summary>
internal sealed class AlarmHandler(AlarmRules rules, IncidentDesk desk, TriageDesk triage, IInbox inbox, TimeProvider clock, ILogger<AlarmHandler> log) : IInboxHandler
{
    /// <summary>Younger than what opens nothing without a person: only above it can an alarm be refused for its age.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(25);

    public IReadOnlyList<string> Kinds => [AlarmReader.Alarm, AlarmReader.Sns, AlarmReader.EventBridge];

    public int Batch => 500;

    public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
    {
        var known = new List<(long Entry, AlarmTransition Alarm, AlarmMatch Match)>();
        var unmatched = new List<(long Entry, AlarmTransition Alarm)>();
        var lost = new List<AlarmTransition>();
        var silent = new List<long>();
        foreach (var entry in entries)
        {
            switch (AlarmReader.Read(entry))
            {
                case AlarmReading.Notice { Alarm: var alarm }:
                    var delivery = AlarmReader.Delivery(entry);
                    var transition = Transition(alarm, delivery.Path);
                    AlarmMeter.Taken.Add(1, new KeyValuePair<string, object?>("path", delivery.Path));
                    if (delivery.Lost)
                    {
                        lost.Add(transition);
                    }

                    if (rules.Match(alarm) is { } match)
                    {
                        known.Add((entry.Id, transition, match));
                    }
                    else
                    {
                        unmatched.Add((entry.Id, transition));
                    }

                    break;
                case AlarmReading.NotAnAlarm not:
                    log.LogInformation("Delivery {Id} is recorded and opens nothing: {Reason}", entry.Id, not.Reason);
                    silent.Add(entry.Id);
                    break;
            }
        }

        await NoteLost(lost, cancel);
        foreach (var service in known.GroupBy(k => k.Match.Service))
        {
            await Give(service.Key, [.. service], cancel);
        }

        if (unmatched.Count > 0)
        {
            await desk.NoteTriage([.. unmatched.Select(u => u.Alarm)], cancel);
            silent.AddRange(unmatched.Select(u => u.Entry));
        }

        await inbox.Done(silent, cancel);
    }

    private async Task Give(string service, List<(long Entry, AlarmTransition Alarm, AlarmMatch Match)> known, CancellationToken cancel)
    {
        var ringing = known.GroupBy(k => k.Alarm.Key).Select(g => g.MaxBy(k => k.Alarm.ChangedAt).Alarm).Where(a => a.To == AlarmState.Alarm).ToList();
        var old = ringing.Exists(a => clock.GetUtcNow() - a.ChangedAt > Soon);
        List<long> entries = [.. known.Select(k => k.Entry)];
        var answer = await desk.NoteAlarms(
            service, known.Min(k => k.Match.Severity), [.. known.Select(k => k.Alarm)], false, Actor.Bot("alarm"), old ? [] : entries, cancel);
        if (answer.Refusal is { } refusal)
        {
            log.LogInformation("{Count} alarms of {Service} open nothing: {Refusal}", known.Count, service, refusal);
        }

        if (!old)
        {
            return;
        }

        // Before they are done: after a crash they come again, and what is noted already is not noted twice.
        if (answer.Refusal?.Code == "alarm-too-old")
        {
            await triage.Note(seen => ringing.Except(seen.OfType<TriageEvent.AlarmsTooOld>().SelectMany(e => e.Alarms)).ToList() is { Count: > 0 } news ? new TriageEvent.AlarmsTooOld(service, news) : null, cancel);
        }

        await inbox.Done(entries, cancel);
    }

    /// <summary>A delivery that is handled again after a crash was noted already.</summary>
    private async Task NoteLost(List<AlarmTransition> lost, CancellationToken cancel)
    {
        if (lost.Count == 0)
        {
            return;
        }

        AlarmMeter.Lost.Add(lost.Count);
        await triage.Note(seen => lost.Except(seen.OfType<TriageEvent.DeliveriesLost>().SelectMany(e => e.Alarms)).ToList() is { Count: > 0 } news ? new TriageEvent.DeliveriesLost(news) : null, cancel);
    }

    private static AlarmTransition Transition(AlarmNotice alarm, string? source) => new(
        alarm.Identity, alarm.AlarmName, alarm.Region, alarm.OldState ?? AlarmState.InsufficientData, alarm.NewState,
        alarm.StateChangedAt, alarm.FirstBreachAt, alarm.Reason)
    { Source = source };
}
