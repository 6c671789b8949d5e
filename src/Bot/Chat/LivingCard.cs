using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>The card of an incident as a post: the same wherever it is shown.</summary>
internal static class LivingCard
{
    internal static ChatPost Of(Situation situation, DateTimeOffset now)
    {
        var card = CardBuilder.Of(situation, now);
        return AnnounceDrill.Marked(new ChatPost("state", $"{card.Incident} · {card.Title}", card), situation.Incident);
    }

    /// <summary>As one person may act on it: without Approve for somebody who has no vote to give. The rules decide again in any case.</summary>
    internal static ChatPost For(Situation situation, DateTimeOffset now, string person, Roster roster)
    {
        var (post, incident) = (Of(situation, now), situation.Incident);
        if (incident.Failover.Proposal is not { } proposal || OpenVote.Of(incident, person, roster) is not null)
        {
            return post;
        }

        var approve = CardForms.Approve(incident, proposal, now, hint: false).Button.Id;
        return post with { Card = post.Card! with { Buttons = [.. post.Card.Buttons.Where(b => b.Id != approve)] } };
    }
}
