using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>The words of the tree and its work: answering, doing tasks, naming owners, and people's readings.</summary>
internal static class TreeVerbs
{
    private const string OwnerUsage = "owner failback maya";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("answer", "answer no", "Answer the question that is open, or change an earlier answer: answer outside-view no.", Answer),
        new("done", "done drain queue length is 0, see the dashboard", "Say with evidence that a manual step was done, or a task of the list: done 2 replication is off.", Done),
        new("owner", OwnerUsage, "Name who owns the failback or the reconciliation; without a name, yourself.", Owner),
        new("attest", "attest integrity-ok yes row counts and checksums agree", "Give a value that the plan asks of people, and how you know it.", Attest),
    ];

    private static ChatRequest.Answer Answer(ChatLine words)
    {
        var first = words.Next().ToLowerInvariant();
        return words.IsEmpty ? new ChatRequest.Answer(null, first) : new ChatRequest.Answer(first, words.Next().ToLowerInvariant());
    }

    /// <summary>A step's id begins with a letter, so a number names a task.</summary>
    private static ChatRequest.Send Done(ChatLine words)
    {
        var what = words.Next();
        return new ChatRequest.Send(int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IncidentCommand.FinishTask(number, words.Reason())
            : new IncidentCommand.AttestStep(what, words.Reason()));
    }

    private static ChatRequest Owner(ChatLine words) =>
        Words.TryRead<Duty>(words.Next(), out var duty)
            ? new ChatRequest.Send(new IncidentCommand.NameOwner(duty, words.Rest.TrimStart('@')))
            : Grammar.Usage($"What is owned is one of {string.Join(", ", Words.All<Duty>())}.", OwnerUsage);

    private static ChatRequest Attest(ChatLine words)
    {
        var reading = words.Next();
        return Value(words.Next()) is { } value
            ? new ChatRequest.Send(new IncidentCommand.AttestReading(reading, value, words.Reason()))
            : Grammar.Usage("The value is yes, no, or a number in the reading's unit (40% for a share, 30s for seconds).",
                "attest integrity-ok yes row counts and checksums agree");
    }

    private static decimal? Value(string word) => word.ToLowerInvariant() switch
    {
        "yes" or "true" => 1,
        "no" or "false" => 0,
        _ when word.EndsWith('%') => Number(word[..^1]) / 100,
        _ when word.EndsWith('s') => Number(word[..^1]),
        _ => Number(word),
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
