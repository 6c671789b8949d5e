using System.Globalization;
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
        return verb is not ("preview" or "send") || !Words.TryRead<Audience>(words.Next(), out var audience)
            ? Grammar.Usage($"The audiences are {string.Join(", ", Words.All<Audience>())}.", "update preview executives")
            : new ChatRequest.Tell(audience, verb == "send", words.Rest);
    }

    private static ChatRequest Eta(ChatLine words)
    {
        if (words.IsEmpty)
        {
            return new ChatRequest.Show("eta", "");
        }

        var range = words.Next().Split('-', 2);
        var times = range.Select(t => DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : (DateTimeOffset?)null).ToList();
        return times.Contains(null)
            ? Grammar.Usage("The time is written as 14:20 or 14:20-14:40 (UTC).", "eta 14:20-14:40 the promotion is tried once more")
            : new ChatRequest.Send(new IncidentCommand.StateEta(times[0]!.Value, times.Count > 1 ? times[1] : null, "a person", words.Reason()));
    }
}
