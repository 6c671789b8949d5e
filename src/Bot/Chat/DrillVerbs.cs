using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The words for rehearsing.</summary>
internal static class DrillVerbs
{
    private const string Usage = "drill checkout region-loss";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("drill", Usage, "Rehearse a failure mode: the same roles, gates, approvals and press, and nothing reaches production.", Read),
    ];

    private static ChatRequest Read(ChatLine words)
    {
        var service = words.Next().ToLowerInvariant();
        return service.Length == 0 ? Grammar.Usage("Say which service is rehearsed, and which failure mode.", Usage)
            : !Words.TryRead<FailureMode>(words.Next(), out var mode) || mode == FailureMode.Unknown
                ? Grammar.Usage($"The failure modes are {string.Join(", ", Words.All<FailureMode>().Where(m => m != Words.Of(FailureMode.Unknown)))}.", Usage)
            : new ChatRequest.Drill(service, mode);
    }
}
