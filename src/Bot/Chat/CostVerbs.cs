using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The words for what is assumed, and for how numbers came about.</summary>
internal static class CostVerbs
{
    private const string AssumeUsage = "assume recovery 30% in 10m because the provider says so";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("assume", AssumeUsage, "State or correct what the cost of waiting rests on, under your name: recovery, or affected 40%.", Assume),
        new("why", "why loss", $"How a number came about, with the values put in: {string.Join(", ", Words.All<WhyTopic>())}.", Why),
    ];

    private static ChatRequest Assume(ChatLine words)
    {
        if (!Words.TryRead<AssumptionKind>(words.Next(), out var kind))
        {
            return Grammar.Usage("What can be assumed is recovery and affected.", AssumeUsage);
        }

        if (Share(words.Next()) is not { } share)
        {
            return Grammar.Usage("A share or a probability is written as 30%.", kind == AssumptionKind.Recovery ? AssumeUsage : "assume affected 40%");
        }

        TimeSpan? within = null;
        if (kind == AssumptionKind.Recovery)
        {
            if (!words.Take("in") || !PlanDuration.TryRead(words.Next(), out var span))
            {
                return Grammar.Usage("A recovery needs a time: in 10m, in 90s.", AssumeUsage);
            }

            within = span;
        }

        return new ChatRequest.Send(new IncidentCommand.StateAssumption(kind, share, within, words.Reason()));
    }

    private static ChatRequest Why(ChatLine words)
    {
        var word = words.Next().ToLowerInvariant();
        word = word switch
        {
            "p*" => Words.Of(WhyTopic.Pstar),
            "n95" or "bound" => Words.Of(WhyTopic.Loss),
            "n50" => Words.Of(WhyTopic.Likely),
            "wait" => Words.Of(WhyTopic.Waiting),
            _ => word,
        };
        return Words.TryRead<WhyTopic>(word, out var topic)
            ? new ChatRequest.Show("why", Words.Of(topic))
            : Grammar.Usage($"What can be opened: {string.Join(", ", Words.All<WhyTopic>())}.", "why loss");
    }

    /// <summary>"30%" or "0.3"; null for anything else. Whether it is a share at all, the rules say.</summary>
    private static decimal? Share(string text) =>
        !decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1_000_000 ? null
        : text.EndsWith('%') ? number / 100 : number;
}
