using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>The app was put somewhere, or taken away: a word of welcome, once for each conversation, and no more reference to where it is not.</summary>
internal sealed class TeamsWelcome(IOutbox outbox, TeamsReferences references, TimeProvider clock)
{
    internal async Task Happened(TeamsActivity activity, CancellationToken cancel)
    {
        var conversation = TeamsActivity.Channel(activity.Conversation);
        if (IsRemoved(activity))
        {
            await references.Gone(conversation, cancel);
        }
        else if (IsAdded(activity))
        {
            await outbox.Enqueue(
                [new OutboxMessage($"welcome/{TeamsAccounts.PlatformName}/{conversation}", RoomBook.Direct(TeamsAccounts.PlatformName, conversation), OutboxKinds.Post,
                    JsonSerializer.Serialize(new ChatPost("answer", Text(activity.Scope)), WorkflowJson.Options), OutboxPriority.Update, null, clock.GetUtcNow())], null, cancel);
        }
    }

    private static string Text(string scope) =>
        "IncidentBot leads incidents, and guards the point of no return of a failover.\n`declare sev1 checkout is failing` opens an incident, `list` shows the open ones, `help` lists every command.\n"
        + (scope == TeamsReference.Personal ? "Keep the app installed: when your approval is needed, you are called here." : "Mention the bot before a command.");

    private static bool IsAdded(in TeamsActivity activity) =>
        activity.Type == "installationUpdate" ? activity.Text("action") is "add" or "add-upgrade" : Has(activity, "membersAdded");

    private static bool IsRemoved(in TeamsActivity activity) =>
        activity.Type == "installationUpdate" ? activity.Text("action") is "remove" or "remove-upgrade" : Has(activity, "membersRemoved");

    private static bool Has(TeamsActivity activity, string members) =>
        activity.Text("recipient", "id") is { Length: > 0 } bot && activity.Each(members).Any(m => m.Text("id") == bot);
}
