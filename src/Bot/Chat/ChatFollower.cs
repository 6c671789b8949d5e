using System.Text.Json;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>Turns events into messages in the outbox, each keyed by the event that caused it, together with its checkpoint.</summary>
internal sealed class ChatFollower(IEventStore store, IOutbox outbox, IEnumerable<IChatPlatform> platforms, IEnumerable<IChatAccounts> accounts, PeopleRoster people, TimeProvider clock) : IFollower
{
    private readonly string[] platforms = [.. platforms.Select(p => p.Name)];
    private readonly IChatAccounts[] accounts = [.. accounts];
    private readonly Dictionary<string, Incident> folded = new(StringComparer.Ordinal);

    public string Name => "chat";

    /// <summary>Opens the room in which anyone can declare, on every platform.</summary>
    public Task Begin(CancellationToken cancel) => outbox.Enqueue(
        [.. platforms.Select(p => Open(p, IncidentLog.Triage, RoomBook.Triage, "incidents",
            "Declare an incident here: `/incident declare sev1 checkout is failing`. Alarms that no rule knows come here too.", clock.GetUtcNow()))],
        null, cancel);

    public async Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        var messages = new List<OutboxMessage>();
        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            if (IncidentLog.IsIncident(stream.Key))
            {
                await OfIncident(stream.Key, [.. stream], messages, cancel);
            }
            else if (stream.Key == IncidentLog.Triage)
            {
                messages.AddRange(stream.SelectMany(OfTriage));
            }
        }

        await outbox.Enqueue(messages, upTo, cancel);
    }

    private async Task OfIncident(string id, List<StoredEvent> events, List<OutboxMessage> messages, CancellationToken cancel)
    {
        // Each message is a function of the state right after its event, so the stream is folded up to there; only once, while it is open.
        var state = folded.TryGetValue(id, out var known) && known.Version < events[0].Version ? known : Incident.None;
        var unread = state.Version == events[0].Version - 1 ? events : await store.ReadStream(id, state.Version, cancel);
        foreach (var stored in unread)
        {
            if (stored.Version > events[^1].Version)
            {
                break;
            }

            var happened = (IncidentEvent)IncidentLog.Typed(stored);
            state = Evolve.Apply(state, happened);
            if (stored.Version >= events[0].Version)
            {
                messages.AddRange(platforms.SelectMany(p => Messages(p, stored, happened, state)));
            }
        }

        if (state.IsOpen)
        {
            folded[id] = state;
        }
        else
        {
            folded.Remove(id);
        }

        messages.AddRange(platforms.Select(p => new OutboxMessage(
            $"{p}/{id}/{events[^1].Version}/card", RoomBook.CardLane(p, id), OutboxKinds.Card, id, OutboxPriority.State, "card", clock.GetUtcNow())));
    }

    private IEnumerable<OutboxMessage> Messages(string platform, StoredEvent stored, IncidentEvent happened, Incident after)
    {
        var key = $"{platform}/{stored.Stream}/{stored.Version}";
        if (happened is IncidentEvent.Declared declared)
        {
            yield return Open(platform, stored.Stream, RoomBook.Incident, RoomName(declared), RoomWants.Topic(RoomBook.Incident, after.IsDrill, after.Severity, after.Summary), stored.At, RoomWants.Welcome(after));
            yield return Open(platform, stored.Stream, RoomBook.Stakeholders, $"{RoomName(declared)}-stakeholders", RoomWants.Topic(RoomBook.Stakeholders, after.IsDrill, after.Severity, after.Summary), stored.At);
        }

        if (happened is IncidentEvent.RoomOpened { Room: { Kind: RoomBook.Incident } opened } && opened.Platform == platform)
        {
            // Once it is there: a platform may have given it another name than it was asked for.
            yield return Post(key + "/hall", RoomBook.For(platform, IncidentLog.Triage, RoomBook.Triage),
                new ChatPost("state", $"{(after.IsDrill ? "DRILL: " : "")}{after.Id} is open: {after.Summary}. Its room is `{opened.Name}`."), OutboxPriority.State, null, stored.At);
        }

        if (happened is IncidentEvent.PlanAttached attached)
        {
            yield return Furnish(platform, key, stored, RoomWants.Topic(RoomBook.Incident, after.IsDrill, after.Severity, after.Summary), attached.Plan);
        }

        if (Announce.Of(happened, after) is { } post)
        {
            var isAlarm = post.Kind == "alarm";
            post = AnnounceDrill.Marked(post, after);
            var text = post.Kind == "decision" ? post with { Text = $"{post.Text} (log head {stored.Hash[..12]})" } : post;
            yield return Post(key, RoomBook.For(platform, stored.Stream, RoomBook.Incident), text, Priority(post.Kind), isAlarm ? "alarms" : null, stored.At);
        }

        foreach (var (person, aside) in AnnounceAuthority.Aside(happened, after).Where(a => IsFor(platform, a.Person)))
        {
            yield return new OutboxMessage($"{key}/aside/{person}", RoomBook.For(platform, stored.Stream, RoomBook.Incident), OutboxKinds.Whisper,
                JsonSerializer.Serialize(new Whispered(person, AnnounceDrill.Marked(aside, after)), WorkflowJson.Options), OutboxPriority.Approval, null, stored.At);
        }

        if (AnnounceAuthority.Audit(happened, after) is { } audit)
        {
            yield return Post(key + "/audit", RoomBook.For(platform, stored.Stream, RoomBook.Stakeholders), AnnounceDrill.Marked(audit, after), OutboxPriority.Approval, null, stored.At);
        }

        if (happened is IncidentEvent.UpdateSent sent)
        {
            yield return Post(key + "/told", RoomBook.For(platform, stored.Stream, RoomBook.Stakeholders), AnnounceDrill.Marked(new ChatPost("update", sent.Text), after), OutboxPriority.Update, null, stored.At);
        }

        if (happened is IncidentEvent.Closed or IncidentEvent.FalseAlarmCalled or IncidentEvent.Merged)
        {
            yield return new OutboxMessage(key + "/archive", RoomBook.For(platform, stored.Stream, RoomBook.Incident), OutboxKinds.Archive, "", OutboxPriority.Alarm, null, stored.At);
        }
    }

    /// <summary>A person is told on every chat that they have an account on; where no chat knows one, all say that they tried.</summary>
    private bool IsFor(string platform, string person) =>
        accounts.FirstOrDefault(a => a.Platform == platform)?.Has(person) != false || platforms.All(p => accounts.FirstOrDefault(a => a.Platform == p)?.Has(person) == false);

    private IEnumerable<OutboxMessage> OfTriage(StoredEvent stored) => IncidentLog.Typed(stored) switch
    {
        TriageEvent.AlarmsUnmatched { Alarms: var alarms } => platforms.SelectMany(p => alarms.GroupBy(a => a.Key).Select(g => (Alarm: g.MaxBy(a => a.ChangedAt)!, Changes: g.Count()))
            .Select(g => Triage(p, stored, g.Alarm, $"No rule gives the alarm {g.Alarm.Name} to a service.", TriageCard.Of(g.Alarm, g.Changes)))),
        TriageEvent.AlarmsTooOld { Service: var service, Alarms: var alarms } => platforms.SelectMany(p => alarms.Select(
            a => Triage(p, stored, a, $"The alarm {a.Name} of {service} is too old to open an incident by itself.", TriageCard.TooOld(a, service)))),
        TriageEvent happened when TriageNews.Of(happened) is { } post => platforms.Select(
            p => Post($"{p}/{stored.Stream}/{stored.Version}", RoomBook.For(p, IncidentLog.Triage, RoomBook.Triage), post, OutboxPriority.Alarm, null, stored.At)),
        _ => [],
    };

    private static OutboxMessage Triage(string platform, StoredEvent stored, AlarmTransition alarm, string text, Card card) => Post(
        $"{platform}/{stored.Stream}/{stored.Version}/{alarm.Key}", RoomBook.For(platform, IncidentLog.Triage, RoomBook.Triage),
        new ChatPost("alarm", text, card), OutboxPriority.Alarm, $"triage/{alarm.Key}", stored.At);

    private static OutboxMessage Open(string platform, string stream, string kind, string name, string topic, DateTimeOffset at, IReadOnlyList<string>? welcome = null) => new(
        $"{platform}/{stream}/open/{kind}", RoomBook.For(platform, stream, kind), OutboxKinds.Open,
        JsonSerializer.Serialize(new RoomRequest(name, kind, topic, []) { Welcome = welcome ?? [] }, WorkflowJson.Options), OutboxPriority.Approval, null, at);

    private OutboxMessage Furnish(string platform, string key, StoredEvent stored, string topic, FailoverPlan plan) => new(
        $"{key}/invite", RoomBook.FurnishLane(platform, stored.Stream, RoomBook.Incident), OutboxKinds.Furnish,
        JsonSerializer.Serialize(RoomWants.Needed(new RoomRequest(stored.Stream, RoomBook.Incident, topic, []), plan, people.Now), WorkflowJson.Options),
        OutboxPriority.Alarm, null, stored.At);

    private static OutboxMessage Post(string key, string room, ChatPost post, OutboxPriority priority, string? coalesce, DateTimeOffset at) =>
        new(key, room, OutboxKinds.Post, JsonSerializer.Serialize(post, WorkflowJson.Options), priority, coalesce, at);

    private static OutboxPriority Priority(string kind) => kind switch
    {
        "decision" or "call" => OutboxPriority.State,
        "update" => OutboxPriority.Update,
        "alarm" => OutboxPriority.Alarm,
        _ => OutboxPriority.State,
    };

    /// <summary>"inc-42-checkout-5xx-rate": lower case, letters, digits and hyphens, at most 48 characters.</summary>
    private static string RoomName(IncidentEvent.Declared e)
    {
        // An alarm's name mostly begins with its service; a list of rooms need not say it twice.
        var summary = e.Summary.StartsWith(e.Service, StringComparison.OrdinalIgnoreCase) ? e.Summary[e.Service.Length..] : e.Summary;
        var words = new string([.. $"{(e.Drill is null ? "" : "drill-")}{e.Incident}-{e.Service}-{summary}".ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var name = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name[..Math.Min(name.Length, 48)].TrimEnd('-');
    }
}
