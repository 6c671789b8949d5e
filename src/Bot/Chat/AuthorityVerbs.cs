using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The words for asking those who must approve, for standing in for the absent, and for looking at it afterwards.</summary>
internal static class AuthorityVerbs
{
    private const string GlassUsage = "break-glass BREAK GLASS checkout data-owner G7 4200 records 90s because nobody answers and the outage costs more";
    private const string ReviewUsage = "review close 1 the data owner has seen it and agrees";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("call", "call comms-lead", "Have a role called that is to waive a gate.", Call),
        new("break-glass", GlassUsage, "Stand in for absent persons whose chain is exhausted: the phrase names every role and gate. A second person types the same phrase; one of the two commands.", Glass),
        new("review", ReviewUsage, "Close a review item; by somebody other than those it is about.", Review),
    ];

    private static ChatRequest Call(ChatLine words) => Words.TryRead<Role>(words.Next(), out var role)
        ? new ChatRequest.Send(new IncidentCommand.CallRole(role))
        : Grammar.Usage($"The roles are {string.Join(", ", Words.All<Role>())}.", "call comms-lead");

    private static ChatRequest Review(ChatLine words) =>
        words.Take("close") && int.TryParse(words.Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ChatRequest.Send(new IncidentCommand.CloseReview(number, words.Reason()))
            : Grammar.Usage("Say which review, and what came of it.", ReviewUsage);

    private static ChatRequest Glass(ChatLine words)
    {
        var phrase = new List<string>();
        var unknown = false;
        long? records = null;
        TimeSpan? exposure = null;
        while (!words.IsEmpty && !IsReason(words))
        {
            if (words.Take("unknown"))
            {
                unknown = true;
            }
            else if (char.IsAsciiDigit(words.Rest[0]))
            {
                var word = words.Next();
                if (records is null && long.TryParse(word.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                {
                    records = count;
                    words.Take("records");
                }
                else if (exposure is null && FailoverVerbs.Seconds(word) is { } span)
                {
                    exposure = span;
                }
                else
                {
                    return Grammar.Usage("The loss is written as records and as seconds or minutes, at most a day: 4200 records 90s.", GlassUsage);
                }
            }
            else if (unknown || records is not null || exposure is not null)
            {
                break;
            }
            else
            {
                phrase.Add(words.Next());
            }
        }

        return new ChatRequest.Send(new IncidentCommand.BreakGlass(string.Join(' ', phrase), records, exposure, unknown, words.Reason()));
    }

    private static bool IsReason(ChatLine words) => words.Rest.StartsWith("because", StringComparison.OrdinalIgnoreCase);
}
