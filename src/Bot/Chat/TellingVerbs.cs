using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Chat;

/// <summary>The words for telling people: updates, and when service returns.</summary>
internal static class TellingVerbs
{
    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("update", "update preview executives", "Draft an update, or send it: update send customers. Text after the audience replaces the draft.", Update),
        new("eta", "eta 14:20-14:40 the promotion is tried once more", "Tell when service returns (UTC); a change needs a reason. Alone, it shows the estimate.", Eta),
    ];

    private static ChatRequest Update(ChatLine words)
    {
        var verb = words.Next().ToLowerInvariant();
        if (verb is not ("preview" or "send"))
        {
            return Grammar.Usage("An update can be drafted or sent: write `preview` or `send` before the audience.", "update preview executives");
        }

        return !Words.TryRead<Audience>(words.Next(), out var audience)
            ? Grammar.Usage($"The audiences are {string.Join(", ", Words.All<Audience>())}.", "update preview executives")
            : new ChatRequest.Tell(audience, verb == "send", words.Rest);
    }

    private static ChatRequest Eta(ChatLine words)
    {
        if (words.IsEmpty)
        {
            return new ChatRequest.Show("eta", "");
        }

        // A date has hyphens too.
        var word = words.Next();
        var range = word.Contains('T', StringComparison.OrdinalIgnoreCase) ? [word] : word.Split('-', 2);
        var earliest = ClockTime.Coming(range[0], words.Now);
        var latest = range.Length > 1 ? ClockTime.Coming(range[1], words.Now) : null;
        return earliest is null || (range.Length > 1 && latest is null)
            ? Grammar.Usage("The time is written as 14:20 or 14:20-14:40 (UTC), or in full as 2026-03-14T14:20Z.", "eta 14:20-14:40 the promotion is tried once more")
            : new ChatRequest.Send(new IncidentCommand.StateEta(earliest.Value, latest, "a person", words.Reason()));
    }
}
