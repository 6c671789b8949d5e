using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Invokes, which wait for their answer: buttons and forms of cards, the refreshing of a card, and the action on a message that keeps it.</summary>
internal sealed class TeamsInvokes(IInbox inbox, IOutbox outbox, ChatOutcomes outcomes, TeamsViews views, TeamsCapture capture)
{
    /// <summary>What is decided by then is shown at once; what is not comes as a message.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    /// <param name="said">Who did it, where.</param>
    internal async Task<TeamsAnswer> Take(TeamsActivity activity, ChatInbound said, CancellationToken cancel) => activity.Name switch
    {
        "adaptiveCard/action" => await Action(activity, said, cancel),
        "composeExtension/fetchTask" or "composeExtension/submitAction" when activity.Text("value", "commandId") == TeamsVerbs.Keep =>
            Dialog(await capture.Kept(activity, said, cancel)),
        _ => new TeamsAnswer(StatusCodes.Status501NotImplemented),
    };

    private async Task<TeamsAnswer> Action(TeamsActivity activity, ChatInbound said, CancellationToken cancel)
    {
        var action = new TeamsActivity(activity.At("value", "action"));
        if (action.Root.ValueKind != JsonValueKind.Object)
        {
            return Error("BadRequest", "The invoke has no value.action.");
        }

        if (action.Type != "Action.Execute")
        {
            return Error("NotSupported", "Only Action.Execute is known here.");
        }

        // A client refreshes by itself: that shows, and never acts, whatever verb it names.
        var verb = action.Text("verb");
        if (verb == TeamsVerbs.Refresh || activity.Text("value", "trigger") == "automatic")
        {
            return await Shown(said, TeamsPressed.RoomOf(activity, action.At("data")), cancel);
        }

        return TeamsPressed.Of(activity, action.At("data")) is not { } pressed
            ? Error("BadRequest", "The action carries no button.")
            : verb switch
            {
                TeamsVerbs.Open => await Opened(activity, said, pressed, cancel),
                TeamsVerbs.Press => await Pressed(activity, said, pressed, cancel),
                _ => Error("BadRequest", "The action's verb is none of this bot's."),
            };
    }

    private async Task<TeamsAnswer> Pressed(TeamsActivity activity, ChatInbound said, TeamsPressed pressed, CancellationToken cancel)
    {
        if (await views.Faults(pressed, cancel) is { } form)
        {
            return Card(form);
        }

        // Somebody else may wait for the same delivery: then this one is a repetition.
        using var expected = outcomes.Expect(said.Platform, said.Delivery);
        if (await inbox.Add(pressed.Item(said), cancel) == InboxReceipt.Duplicate || expected is null)
        {
            return await Taken(activity, said, pressed, cancel);
        }

        var (decided, answer) = await expected.Within(Patience, cancel);
        return !decided ? Message("Received. The bot is working on it; what comes of it is shown in the room.")
            : answer is null ? await Taken(activity, said, pressed, cancel)
            : answer.Card is not null ? Card(views.Of(answer, pressed.Room, said.Person))
            : Message(answer.Text);
    }

    private async Task<TeamsAnswer> Taken(TeamsActivity activity, ChatInbound said, TeamsPressed pressed, CancellationToken cancel) =>
        activity.Scope == TeamsReference.Personal ? Card(views.Taken()) : await Shown(said, pressed.Room, cancel);

    /// <summary>In a chat of two the form takes the card's place; elsewhere it is sent there.</summary>
    private async Task<TeamsAnswer> Opened(TeamsActivity activity, ChatInbound said, TeamsPressed pressed, CancellationToken cancel)
    {
        if (activity.Scope != TeamsReference.Personal && await views.FormPost(pressed, cancel) is { } post)
        {
            await outbox.Enqueue(
                [new OutboxMessage($"form/{said.Platform}/{said.Delivery}", RoomBook.Direct(said.Platform, pressed.Room), OutboxKinds.Whisper,
                    JsonSerializer.Serialize(new Whispered(said.Person, post), WorkflowJson.Options), OutboxPriority.Approval, null, said.At)], null, cancel);
            return Message("The form is in your chat with the bot.");
        }

        return await views.Form(pressed, cancel) is { } form ? Card(form) : await Shown(said, pressed.Room, cancel);
    }

    private async Task<TeamsAnswer> Shown(ChatInbound said, string room, CancellationToken cancel) =>
        await views.Living(room, said.Person, cancel) is { } card ? Card(card) : Message("Done.");

    private static TeamsAnswer Card(JsonObject card) => Answer(StatusCodes.Status200OK, CardType, card);

    private static TeamsAnswer Message(string text) => Answer(StatusCodes.Status200OK, MessageType, text);

    private static TeamsAnswer Error(string code, string message) =>
        Answer(StatusCodes.Status400BadRequest, ErrorType, new JsonObject { ["code"] = code, ["message"] = message });

    /// <summary>A dialog that only says something.</summary>
    private static TeamsAnswer Dialog(string text) =>
        new(StatusCodes.Status200OK, new JsonObject { ["task"] = new JsonObject { ["type"] = "message", ["value"] = text } });

    private static TeamsAnswer Answer(int status, string type, JsonNode value) =>
        new(status, new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value });
}
