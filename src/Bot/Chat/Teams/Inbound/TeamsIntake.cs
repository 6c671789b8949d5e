using System.Globalization;
using System.Text.Json;
using IncidentBot.Store;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Makes a verified activity durable, once, however often it comes; asks Teams nothing.</summary>
internal sealed class TeamsIntake(
    IInbox inbox, TeamsInvokes invokes, TeamsCapture capture, TeamsWelcome welcome, TeamsReferences references, TeamsAccounts accounts, TeamsOptions options, TimeProvider clock)
{
    private static readonly Dictionary<string, string> None = [];

    internal async Task<TeamsAnswer> Take(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.Conversation.Length == 0)
        {
            return new TeamsAnswer(StatusCodes.Status400BadRequest);
        }

        // What the bot itself or another bot does is nobody's command. That the bot was added is told in its own name.
        if (activity.IsByBot && activity.Type is not ("conversationUpdate" or "installationUpdate"))
        {
            return TeamsAnswer.Quietly;
        }

        await references.Keep(Reference(activity), cancel);
        switch (activity.Type)
        {
            case "message":
                await Message(activity, cancel);
                return TeamsAnswer.Quietly;
            case "invoke":
                return await invokes.Take(activity, Said(activity), cancel);
            case "messageUpdate" or "messageDelete":
                await capture.Changed(activity, Said(activity), cancel);
                return TeamsAnswer.Quietly;
            case "messageReaction":
                await capture.Reacted(activity, Said(activity), cancel);
                return TeamsAnswer.Quietly;
            case "conversationUpdate" or "installationUpdate":
                await welcome.Happened(activity, cancel);
                return TeamsAnswer.Quietly;
            default:
                return TeamsAnswer.Quietly;
        }
    }

    private async Task Message(TeamsActivity activity, CancellationToken cancel)
    {
        if (TeamsPressed.Of(activity, activity.At("value")) is { } pressed)
        {
            await inbox.Add(pressed.Item(Said(activity)), cancel);
        }
        else if (TeamsWords.AreForBot(activity))
        {
            await inbox.Add(TeamsPressed.ToInbox(Said(activity) with { Text = TeamsWords.Line(activity, accounts) }), cancel);
        }
        else
        {
            await capture.Heard(activity, cancel);
        }
    }

    /// <summary>Who did something, where, under which delivery; what it was is added.</summary>
    private ChatInbound Said(TeamsActivity activity)
    {
        var user = activity.User;
        var person = activity.Text("from", "tenantId") is { } other && !string.Equals(other, options.TenantId, StringComparison.OrdinalIgnoreCase)
            ? TeamsAccounts.Foreign(other, user)
            : accounts.PersonOf(user);
        return new ChatInbound(
            TeamsAccounts.PlatformName, Delivery(activity), activity.Conversation, person, accounts.KnownName(user, activity.UserName), null, null, None, clock.GetUtcNow());
    }

    /// <summary>
    /// A message has one id in its conversation, and every edit of it has the same: its time tells edits apart. Where there is no id at all, the same
    /// words of the same person within ten seconds are the same delivery.
    /// </summary>
    private string Delivery(TeamsActivity activity)
    {
        var id = activity.Id.Length > 0
            ? activity.Type is "message" or "invoke" ? activity.Id : $"{activity.Id}/{activity.ReplyTo}/{activity.Text("timestamp")}"
            : string.Create(CultureInfo.InvariantCulture, $"{activity.User}/{Digest(activity)}/{clock.GetUtcNow().Ticks / TimeSpan.FromSeconds(10).Ticks}");
        var key = $"{activity.Type}/{activity.Conversation}/{id}";
        return key.Length <= 400 ? key : $"{activity.Type}/{Digest(key)}";
    }

    private static string Digest(TeamsActivity activity) => Digest($"{activity.Text("text")}\n{(activity.At("value") is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : "")}");

    private static string Digest(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static TeamsReference Reference(TeamsActivity activity)
    {
        var scope = activity.Scope;
        var isPersonal = scope == TeamsReference.Personal && !activity.IsByBot;
        return new TeamsReference(
            scope, TeamsActivity.Channel(activity.Conversation), activity.ServiceUrl, activity.Tenant ?? "", isPersonal ? activity.User : null,
            isPersonal ? activity.Text("from", "id") : null, activity.Text("recipient", "id"), activity.Team);
    }
}
