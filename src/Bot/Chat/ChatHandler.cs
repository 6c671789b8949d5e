using System.Globalization;
using System.Text.Json;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What people say and press: looked up, read by the grammar, sent to the desk, and answered to the person who asked.</summary>
internal sealed class ChatHandler(
    IncidentDesk desk, Situations situations, RoomBook rooms, ChatAnswers answers, ButtonBook buttons, ReadinessAnswers readiness, PeopleRoster people, StepUp stepUp, IPlanCatalog plans,
    ChatOutcomes outcomes, IInbox inbox, IOutbox outbox, TimeProvider clock, ILogger<ChatHandler> log) : IInboxHandler
{
    /// <summary>A failure may pass by itself; after so many it will not.</summary>
    private const int Tries = 3;

    public IReadOnlyList<string> Kinds => ["chat"];

    public int Batch => 1;

    public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
    {
        var entry = entries[0];
        var said = JsonSerializer.Deserialize<ChatInbound>(entry.Payload, WorkflowJson.Options) ?? throw new JsonException("The delivery is empty.");
        var actor = new Actor(said.Person, people.Now.Find(said.Person)?.Name ?? said.PersonName, said.Platform);
        var incident = await rooms.IncidentOf(said.Platform, said.Room, cancel);
        ChatPost? answer;
        try
        {
            answer = await Answer(said, actor, incident, entry, cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException or TermOverException) && entry.Attempts + 1 >= Tries)
        {
            // What fails again and again must not leave a person waiting for an answer.
            log.LogError(e, "The bot failed on what {Person} said, delivery {Id}", said.Person, entry.Id);
            answer = Refused(Refusal.Because("failed", "The bot failed on this, and its log says why.", "Look at the card for what holds now, then say it in other words."));
        }

        answer = answer is null || incident is null ? answer : AnnounceDrill.Marked(answer, incident);
        if (!outcomes.Offer(said.Platform, said.Delivery, answer) && answer is not null)
        {
            await outbox.Enqueue(
                [new OutboxMessage(AnswerKey(entry), RoomBook.Direct(said.Platform, said.Room), OutboxKinds.Whisper,
                    JsonSerializer.Serialize(new Whispered(said.Person, answer), WorkflowJson.Options), OutboxPriority.Approval, null, clock.GetUtcNow())], null, cancel);
        }

        await inbox.Done([entry.Id], cancel);
    }

    private static string AnswerKey(InboxEntry entry) => $"answer/{entry.Kind}/{entry.Key}";

    private async Task<ChatPost?> Answer(ChatInbound said, Actor actor, Incident? incident, InboxEntry delivery, CancellationToken cancel)
    {
        var entry = delivery.Id;
        var situation = incident is null ? null : await situations.Load(incident.Id, cancel);
        if (said.Text?.StartsWith("pin", StringComparison.OrdinalIgnoreCase) == true && said.Fields.ContainsKey("text"))
        {
            return await Send(Pinned(said), actor, incident, entry, cancel);
        }

        if (Followed(said) is { } followed)
        {
            await Send(followed, Actor.Bot(said.Platform), incident, entry, cancel);
            return null;
        }

        var line = said.Text ?? await LineOf(said, situation, cancel);
        if (line is null)
        {
            return Refused(Refusal.Because("stale-button", "This button belongs to an earlier state of the card.", "Look at the card as it is now."));
        }

        return Grammar.Read(line, said.At) switch
        {
            ChatRequest.Unclear { Refusal: var refusal } => Refused(refusal),
            ChatRequest.Declare declare => await Declare(declare, actor, entry, cancel),
            ChatRequest.Drill drill => await Drill(drill, actor, entry, cancel),
            ChatRequest.Show { What: ReadinessVerbs.What, Argument: var service } => readiness.Begin(service, incident, said, AnswerKey(delivery)),
            ChatRequest.Show { What: "export" } when incident is not null => await Export(incident, actor, AnswerKey(delivery), cancel),
            ChatRequest.Show { What: "list" or "help" } show => await answers.General(show, cancel),
            ChatRequest.Show show when situation is not null => await answers.Of(show, situation, cancel),
            ChatRequest.Tell tell when situation is not null => await Tell(tell, situation.Incident, actor, entry, cancel),
            ChatRequest.Answer { Question: { } asked, Choice: var choice } when situation is not null =>
                await Send(new IncidentCommand.AnswerQuestion(asked, choice), actor, incident, entry, cancel),
            ChatRequest.Answer { Choice: var choice } when situation is not null =>
                Workflow.Decisions.DecisionTree.Walk(situation.Incident.Answers).Next is { } question
                    ? await Send(new IncidentCommand.AnswerQuestion(question.Id, choice), actor, incident, entry, cancel)
                    : Refused(Refusal.Because("no-question", "No question is open.", "`mode` changes the classification; `answer QUESTION CHOICE` changes an answer, `ask` shows them.")),
            ChatRequest.Send { Command: IncidentCommand.Merge { Into: var into } } when (await situations.Load(into, cancel)).Incident.Id.Length == 0 =>
                Refused(Refusal.Because("no-such-incident", $"There is no incident {into}.", "`list` shows the open ones.")),
            ChatRequest.Send { Command: IncidentCommand.Merge { Into: var into } } when (await situations.Load(into, cancel)).Incident.IsDrill =>
                Refused(Refusal.Because("drill", $"{into} is a drill: nothing is merged into it.")),
            ChatRequest.Press press => await Press(press, said, actor, incident, entry, cancel),
            ChatRequest.Send { Command: var command } => await Send(command, actor, incident, entry, cancel),
            _ => Refused(NoIncident),
        };
    }

    /// <summary>The record goes to the incident's room, for everybody there.</summary>
    private async Task<ChatPost?> Export(Incident incident, Actor actor, string key, CancellationToken cancel)
    {
        await outbox.Enqueue(
            [new OutboxMessage($"{key}/share", RoomBook.ShareLane(actor.Via, incident.Id), OutboxKinds.Share, JsonSerializer.Serialize(new RecordWanted(incident.Id, actor.Name), WorkflowJson.Options),
                OutboxPriority.Alarm, null, clock.GetUtcNow())], null, cancel);
        return null;
    }

    private static readonly Refusal NoIncident = Refusal.Because(
        "no-incident-here", "This room belongs to no incident.", "Say it in the incident's room, or `declare sev1 ...` one here; `list` shows the open ones.");

    private async Task<ChatPost?> Send(IncidentCommand command, Actor actor, Incident? incident, long entry, CancellationToken cancel)
    {
        if (incident is null)
        {
            return Refused(NoIncident);
        }

        var answer = await desk.Send(incident.Id, command, actor, entry, cancel);
        return answer.Refusal is { } refusal ? Refused(refusal) : null;
    }

    /// <summary>The code is checked here, and only that it was good goes on.</summary>
    private async Task<ChatPost?> Press(ChatRequest.Press press, ChatInbound said, Actor actor, Incident? incident, long entry, CancellationToken cancel)
    {
        if (incident is null)
        {
            return Refused(NoIncident);
        }

        return incident.Plan?.StepUp == true && press.Code is { } code && await stepUp.Accept(actor.Person, incident.Id, code, said.Delivery, cancel) is { } refusal
            ? Refused(refusal)
            : await Send(new IncidentCommand.Press(press.Phrase), actor with { SteppedUpAt = await stepUp.AcceptedAt(actor.Person, incident.Id, cancel) }, incident, entry, cancel);
    }

    private async Task<ChatPost?> Declare(ChatRequest.Declare declare, Actor actor, long entry, CancellationToken cancel)
    {
        if (people.Now.Find(actor.Person) is null or { Guest: true } or { Active: false })
        {
            return Refused(Refusal.Because("guest", "Guests and people whom the directory does not know cannot declare.", "Ask a responder to declare."));
        }

        var words = declare.Text.Split([' ', ',', '.', ':'], StringSplitOptions.RemoveEmptyEntries);
        var service = plans.All.Select(p => p.Service).FirstOrDefault(s => words.Contains(s, StringComparer.OrdinalIgnoreCase)) ?? Slug(words[0]);
        var summary = declare.Text.StartsWith($"{service}: ", StringComparison.OrdinalIgnoreCase) ? declare.Text[(service.Length + 2)..].Trim() : declare.Text;
        var answer = await desk.Declare(service, declare.Severity, summary.Length == 0 ? declare.Text : summary, actor, entry, cancel);
        return answer.Refusal is { } refusal
            ? Refused(refusal)
            : new ChatPost("answer", $"{answer.Incident.Id} is open for {service}{(answer.Incident.Plan is null ? ", which has no failover plan" : "")}. Its room is being opened.");
    }

    private async Task<ChatPost?> Drill(ChatRequest.Drill drill, Actor actor, long entry, CancellationToken cancel)
    {
        var answer = await desk.Drill(drill.Service, drill.Mode, actor, entry, cancel);
        return answer.Refusal is { } refusal
            ? Refused(refusal)
            : new ChatPost("answer", $"DRILL: {answer.Incident.Id} has begun for {drill.Service}. Its room is being opened.");
    }

    private async Task<ChatPost?> Tell(ChatRequest.Tell tell, Incident incident, Actor actor, long entry, CancellationToken cancel)
    {
        var (text, edited, whole, at) = answers.Update(incident, tell.Audience, tell.Text);
        return await Send(tell.SendNow
            ? new IncidentCommand.SendUpdate(tell.Audience, text, edited, whole) { WrittenAt = at }
            : new IncidentCommand.DraftUpdate(tell.Audience, text, whole) { WrittenAt = at }, actor, incident, entry, cancel);
    }

    /// <summary>What a button means now; null if no button of the present state has this id.</summary>
    private async Task<string?> LineOf(ChatInbound said, Situation? situation, CancellationToken cancel) =>
        said.Button is { } button ? (await buttons.Find(button, situation, cancel))?.Line(said.Fields) : null;

    private static IncidentCommand.PinMessage Pinned(ChatInbound said) => new(
        said.Fields.GetValueOrDefault("author", "unknown"),
        DateTimeOffset.TryParse(said.Fields.GetValueOrDefault("saidAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : said.At,
        said.Fields["text"], said.Fields.GetValueOrDefault("link"), said.Fields.GetValueOrDefault("message"));

    /// <summary>What became of a pinned message in the chat, as a platform reports it; null for anything that a person says.</summary>
    private static IncidentCommand? Followed(ChatInbound said) => said switch
    {
        { Text: ChatInbound.Edited, Fields.Count: > 0 } =>
            new IncidentCommand.ReviseMessage(said.Fields["message"], said.Fields["text"], said.PersonName.Length == 0 ? null : said.PersonName),
        { Text: ChatInbound.Deleted, Fields.Count: > 0 } => new IncidentCommand.RemoveMessage(said.Fields["message"]),
        _ => null,
    };

    private static ChatPost Refused(Refusal refusal) => new("refusal", string.Join("\n", [.. refusal.Reasons, .. refusal.Remedies]));

    private static string Slug(string word)
    {
        var slug = new string([.. word.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
        return slug.Length == 0 ? "unnamed" : slug[..Math.Min(slug.Length, 63)];
    }
}
