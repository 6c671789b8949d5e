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
}
