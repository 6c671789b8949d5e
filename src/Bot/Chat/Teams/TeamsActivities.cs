using System.Net;
using IncidentBot.Chat.Teams.Connector;
using IncidentBot.Chat.Teams.Rendering;

namespace IncidentBot.Chat.Teams;

/// <summary>Activities to send: a rendered message, and the call of members by name.</summary>
internal static class TeamsActivities
{
    private const string Message = "message";

    internal static OutgoingActivity Of(TeamsRendered rendered, bool notify = false) => new(
        Message, rendered.Text, rendered.Text is null ? null : "plain", rendered.Summary,
        rendered.Card is null ? null : [new OutgoingAttachment(TeamsElements.ContentType, rendered.Card)], null, notify ? new NotifyData(new Notification(true)) : null);

    internal static OutgoingActivity Text(string text) => new(Message, text, "plain", TeamsText.Line(text, TeamsLimits.Summary), null);

    /// <summary>Calls members: names become mentions, which notify them.</summary>
    /// <param name="why">Plain text, after the names.</param>
    internal static OutgoingActivity Call(IReadOnlyList<TeamsMember> members, string why)
    {
        var mentions = members.Select(m => new MentionEntity("mention", new ConnectorAccount(m.Id, m.Name), $"<at>{Escaped(m.Name.Length == 0 ? "responder" : m.Name)}</at>")).ToList();
        return new OutgoingActivity(
            Message, $"{string.Join(", ", mentions.Select(m => m.Text))}: {Escaped(why)}", "xml", TeamsText.Line(why, TeamsLimits.Summary), null, mentions);
    }

    private static string Escaped(string outside) => WebUtility.HtmlEncode(TeamsText.Line(outside, 300));
}
