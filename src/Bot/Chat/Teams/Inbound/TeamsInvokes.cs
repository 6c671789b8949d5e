using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Store;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Invokes, which wait for their answer: buttons and forms of cards, the refreshing of a card, and the action on a message that keeps it.</summary>
internal sealed class TeamsInvokes(IInbox inbox, ChatOutcomes outcomes, TeamsViews views, TeamsCapture capture)
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
            ? Error("BadRequest", "The action carries no button and no form.")
            : verb switch
            {
                TeamsVerbs.Open => await Opened(said, pressed, cancel),
                TeamsVerbs.Press or TeamsVerbs.Submit => await Pressed(said, pressed, cancel),
                _ => Error("BadRequest", "The action's verb is none of this bot's."),
            };
    }

    private async Task<TeamsAnswer> Pressed(ChatInbound said, TeamsPressed pressed, CancellationToken cancel)
    {
        if (await views.Faults(pressed, cancel) is { } form)
        {
            return Card(form);
        }

        // Somebody else may wait for the same delivery: then this one is a repetition.
        using var expected = outcomes.Expect(said.Platform, said.Delivery);
        if (await inbox.Add(pressed.Item(said), cancel) == InboxReceipt.Duplicate || expected is null)
        {
            return await Shown(said, pressed.Room, cancel);
        }

        var (decided, answer) = await expected.Within(Patience, cancel);
        return !decided ? Message("Received. The bot is working on it; what comes of it is shown in the room.")
            : answer is null ? await Shown(said, pressed.Room, cancel)
            : answer.Card is not null ? Card(views.Of(answer, pressed.Room, said.Person))
            : Message(answer.Text);
    }

    private async Task<TeamsAnswer> Opened(ChatInbound said, TeamsPressed pressed, CancellationToken cancel) =>
        await views.Form(pressed, cancel) is { } form ? Card(form) : await Shown(said, pressed.Room, cancel);

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
