using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The words around the point of no return: proposing, voting, preparing, pressing, and the ways back.</summary>
internal static class FailoverVerbs
{
    private const string ApproveUsage = "approve 4200 records 90s the replica is healthy and we accept the loss";

    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("propose", "propose", "Put the plan's failover to the vote.", w => new ChatRequest.Send(new IncidentCommand.Propose(w.IsEmpty ? null : w.Next()))),
        new("withdraw", "withdraw the primary is back", "Take the proposal back.", w => new ChatRequest.Send(new IncidentCommand.Withdraw(w.Reason()))),
        new("approve", ApproveUsage, "Approve, with the largest loss you accept: records and seconds, or `approve unknown`. `as ROLE` names the role.", Approve),
        new("reject", "reject the replica is hours behind", "Say no; it voids all votes.", w => new ChatRequest.Send(new IncidentCommand.Reject(w.Reason()))),
        new("revoke", "revoke I misread the window", "Take your approval back; possible until the press.", w => new ChatRequest.Send(new IncidentCommand.Revoke(w.Reason()))),
        new("waive", "waive G2 our own probes see it from two providers", "Waive one gate that is not open, with a reason; G9 by dependency: waive G9 auth ...", Waive),
        new("freeze", "freeze the exposure grows towards the RPO", "Stop writes to the primary now (reversible).", w => new ChatRequest.Send(new IncidentCommand.Freeze(w.Reason()))),
        new("unfreeze", "unfreeze the primary is healthy", "Let writes to the primary through again.", w => new ChatRequest.Send(new IncidentCommand.Unfreeze(w.Reason()))),
        new("prepare", "prepare", "Run the reversible steps.", _ => new ChatRequest.Send(new IncidentCommand.Prepare())),
        new("press", "press PROMOTE eu-west-1 LOSE 4200", "Cross the point of no return; the number is the bound that you accept. Where the plan asks for a one-time code, add `CODE 123456`.", w => PressCode.Read(w.Rest)),
        new("abort", "abort the primary is back", "Undo what was prepared. `abort keep-frozen ...` leaves writes off.", w => new ChatRequest.Send(Abort(w))),
        new("retry", "retry promote", "Run the step that broke once more.", w => new ChatRequest.Send(new IncidentCommand.Retry(w.IsEmpty ? null : w.Next()))),
        new("skip", "skip drain the queue is empty already", "Pass over the step that broke, with a reason.", Skip),
        new("takeover", "takeover promote: promoted by hand, SELECT pg_is_in_recovery() is f; route: record changed", "Go on by hand: evidence for each open step.", TakeOver),
        new("stand-down", "stand-down the promotion call never arrived", "Give up a promotion that had no effect; takes two people and a probe.", w => new ChatRequest.Send(new IncidentCommand.StandDown(w.Reason()))),
        new("reconcile", "reconcile lost 137 within 4s fenced: gate closed account: exported to the audit bucket", "Close the books on what was lost.", Reconcile),
    ];

    private static ChatRequest Approve(ChatLine words)
    {
        string? proposal = null;
        Role? role = null;
        long? records = null;
        TimeSpan? exposure = null;
        var unknown = false;
        while (!words.IsEmpty)
        {
            if (words.Take("as"))
            {
                if (!Words.TryRead<Role>(words.Next(), out var named))
                {
                    return Grammar.Usage($"The roles are {string.Join(", ", Words.All<Role>())}.", ApproveUsage);
                }

                role = named;
            }
            else if (words.Take("unknown"))
            {
                unknown = true;
            }
            else if (words.Rest.Length > 1 && words.Rest[0] is 'P' or 'p' && char.IsAsciiDigit(words.Rest[1]))
            {
                proposal = words.Next().ToUpperInvariant();
            }
            else if (records is null && char.IsAsciiDigit(words.Rest[0]) && Number(words) is { } number)
            {
                records = number;
                words.Take("records");
            }
            else if (exposure is null && char.IsAsciiDigit(words.Rest[0]))
            {
                if (Seconds(words.Next()) is not { } span)
                {
                    return Grammar.Usage("The loss is written as records and as seconds or minutes, at most a day: 4200 records 90s, or 4200 records 2m.", ApproveUsage);
                }

                exposure = span;
            }
            else
            {
                break;
            }
        }

        return new ChatRequest.Send(new IncidentCommand.Approve(proposal, role, records, exposure, unknown, words.Reason()));
    }

    private static IncidentCommand.Abort Abort(ChatLine words)
    {
        var keep = words.Take("keep-frozen");
        return new IncidentCommand.Abort(words.Reason(), keep);
    }

    private static ChatRequest Waive(ChatLine words) =>
        !Enum.TryParse<GateId>(words.Next(), true, out var gate) || !Enum.IsDefined(gate)
            ? Grammar.Usage($"The gates are {string.Join(", ", Enum.GetNames<GateId>())}.", "waive G2 our own probes see it from two providers")
            : new ChatRequest.Send(gate == GateId.G9
                ? new IncidentCommand.Waive(gate, "") { Subject = words.Next() } with { Reason = words.Reason() }
                : new IncidentCommand.Waive(gate, words.Reason()));

    private static ChatRequest.Send Skip(ChatLine words)
    {
        var step = words.IsEmpty ? null : words.Next();
        return new ChatRequest.Send(new IncidentCommand.Skip(step, words.Reason()));
    }

    private static ChatRequest TakeOver(ChatLine words)
    {
        var evidence = new Dictionary<string, string>();
        foreach (var part in words.Rest.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return Grammar.Usage("Write `step: evidence` for each open step, separated by semicolons.", "takeover promote: promoted by hand; route: record changed");
            }

            evidence[part[..colon].Trim()] = part[(colon + 1)..].Trim();
        }

        return new ChatRequest.Send(new IncidentCommand.TakeOver(evidence));
    }

    private static ChatRequest Reconcile(ChatLine words)
    {
        const string usage = "reconcile lost 137 within 4s fenced: gate closed account: exported to the audit bucket";
        long? lost = null;
        TimeSpan? window = null;
        if (words.Take("lost") && !words.Take("unknown") && (lost = Number(words)) is null)
        {
            return Grammar.Usage("Say how many writes were lost, or `lost unknown`.", usage);
        }

        if (words.Take("within") && (window = Seconds(words.Next())) is null)
        {
            return Grammar.Usage("The window is written in seconds or minutes: 4s, 2m.", usage);
        }

        var account = words.Rest.IndexOf("account:", StringComparison.OrdinalIgnoreCase);
        var fenced = words.Rest.IndexOf("fenced:", StringComparison.OrdinalIgnoreCase);
        return fenced < 0 || account < fenced
            ? Grammar.Usage("Say how the old region is known to be fenced, and where the lost writes are accounted for.", usage)
            : new ChatRequest.Send(new IncidentCommand.Reconcile(
                lost, window, words.Rest[(fenced + 7)..account].Trim(), words.Rest[(account + 8)..].Trim()));
    }

    /// <summary>Takes a number with or without thousands separators; null, taking nothing, if the word is something else.</summary>
    private static long? Number(ChatLine words)
    {
        var word = words.Rest.Split(' ', 2)[0].Replace(",", "", StringComparison.Ordinal);
        if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        words.Next();
        return number;
    }

    /// <summary>"90s", "90", "2m" or "1.5s", at most a day; null if it is none of these.</summary>
    internal static TimeSpan? Seconds(string word)
    {
        // One unit and no more: "90ms" must not become 90 seconds.
        var unit = word.EndsWith('m') ? 60m : 1m;
        var digits = word.EndsWith('m') || word.EndsWith('s') ? word[..^1] : word;
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit <= 86_400
            ? TimeSpan.FromTicks((long)(number * unit * TimeSpan.TicksPerSecond))
            : null;
    }
}
