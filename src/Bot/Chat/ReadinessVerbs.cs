using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat;

/// <summary>The words for what would happen if it had to be done now.</summary>
internal static class ReadinessVerbs
{
    internal const string What = "readiness";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new(What, "readiness checkout", "How ready a service is, 0 to 100, and what would raise it most; without a name this room's service, or all.", Read),
    ];

    private static ChatRequest Read(ChatLine words)
    {
        var service = words.Next().ToLowerInvariant();
        return words.IsEmpty ? new ChatRequest.Show(What, service) : Grammar.Usage($"`{Shown.Line(words.Rest)}` is too much: name one service, or none.", "readiness checkout");
    }
}
