using System.Globalization;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The words for the incident itself: opening, people, facts, ending, and what can be shown.</summary>
internal static class IncidentVerbs
{
    internal static IReadOnlyList<Verb> All { get; } =
    [
        new("declare", "declare sev1 checkout is failing in us-east-1", "Open an incident and its room.", Declare),
        new("list", "list", "The open incidents.", _ => new ChatRequest.Show("list", "")),
        new("status", "status", "Where this incident stands, in a few lines.", _ => new ChatRequest.Show("status", "")),
        new("severity", "severity sev2 only one region is affected", "Change the severity.", Severity),
        new("phase", "phase mitigating", "Move the incident on: investigating, mitigating, monitoring.", Phase),
        new("role", "role take commander", "Take, assign or drop a role: role take data-owner, role assign deputy ravi, role drop commander.", Role),
        new("note", "note the load balancer logs show 503 since 02:05", "Put a line into the timeline.", w => new ChatRequest.Send(new IncidentCommand.TakeNote(w.Reason()))),
        new("ask", "ask", "The next question of the decision tree.", _ => new ChatRequest.Show("ask", "")),
        new("mode", "mode region-loss two vantage points agree", "Classify the failure, or confirm the classification.", Mode),
        new("impact", "impact since 02:06 affected 40%", "Correct when impact began, or how many are affected.", Impact),
        new("brief", "brief", "The decision with all its numbers.", _ => new ChatRequest.Show("brief", "")),
        new("timeline", "timeline", "What happened so far.", _ => new ChatRequest.Show("timeline", "")),
        new("export", "export", "Give the record to the room, with how to prove that nothing was changed.", _ => new ChatRequest.Show("export", "")),
        new("plan", "plan show", "The plan of this service as a checklist; `plan cost` shows what it costs a year, `plan premortem` what would go wrong.", w => w.Take("show")
            ? new ChatRequest.Show("plan", "")
            : w.Take("cost") ? new ChatRequest.Show("plan-cost", "")
            : w.Take("premortem") ? new ChatRequest.Show("premortem", "")
            : Grammar.Usage("In chat, `plan` can show the plan, its cost, or its premortem; linting is done on the command line.", "plan show")),
        new("resolve", "resolve moved to eu-west-1, errors are gone", "Say that the incident is over.", w => new ChatRequest.Send(new IncidentCommand.Resolve(w.Reason()))),
        new("reopen", "reopen errors are back", "Open a resolved incident again.", w => new ChatRequest.Send(new IncidentCommand.Reopen(w.Reason()))),
        new("false-alarm", "false-alarm the probe was misconfigured", "Close it as a false alarm.", w => new ChatRequest.Send(new IncidentCommand.CallFalseAlarm(w.Reason()))),
        new("merge", "merge INC-7 same cause", "Close this incident in favour of another.", Merge),
        new("close", "close review is done", "Close a resolved incident for good.", w => new ChatRequest.Send(new IncidentCommand.Close(w.Reason()))),
        new("help", "help", "This list.", w => new ChatRequest.Show("help", w.Next())),
    ];

    private static ChatRequest Declare(ChatLine words)
    {
        if (!Words.TryRead<Severity>(words.Next(), out var severity))
        {
            return Grammar.Usage("An incident begins with its severity: sev1, sev2, sev3 or sev4.", "declare sev1 checkout is failing in us-east-1");
        }

        return !words.Rest.Any(char.IsLetterOrDigit)
            ? Grammar.Usage("Say which service, and what is wrong.", "declare sev1 checkout is failing in us-east-1")
            : new ChatRequest.Declare(severity, words.Rest);
    }

    private static ChatRequest Severity(ChatLine words) =>
        Words.TryRead<Severity>(words.Next(), out var severity)
            ? new ChatRequest.Send(new IncidentCommand.SetSeverity(severity, words.Reason()))
            : Grammar.Usage("The severities are sev1, sev2, sev3 and sev4.", "severity sev2 only one region is affected");

    private static ChatRequest Phase(ChatLine words) =>
        Words.TryRead<IncidentPhase>(words.Next(), out var phase)
            ? new ChatRequest.Send(new IncidentCommand.MovePhase(phase))
            : Grammar.Usage("The phase moves to investigating, mitigating or monitoring.", "phase mitigating");

    private static ChatRequest Role(ChatLine words)
    {
        var verb = words.Next().ToLowerInvariant();
        if (verb is not ("take" or "assign" or "drop"))
        {
            return Grammar.Usage("A role can be taken, assigned or dropped: write `take`, `assign` or `drop` before it.", "role take commander");
        }

        if (!Words.TryRead<Role>(words.Next(), out var role))
        {
            return Grammar.Usage($"The roles are {string.Join(", ", Words.All<Role>())}.", "role take commander");
        }

        return verb switch
        {
            "take" => new ChatRequest.Send(new IncidentCommand.TakeRole(role)),
            "drop" => new ChatRequest.Send(new IncidentCommand.DropRole(role)),
            _ when words.IsEmpty => Grammar.Usage("Say who is to have the role.", "role assign deputy ravi"),
            _ => new ChatRequest.Send(new IncidentCommand.AssignRole(role, words.Rest.TrimStart('@'))),
        };
    }

    private static ChatRequest Mode(ChatLine words) =>
        Words.TryRead<FailureMode>(words.Next(), out var mode)
            ? new ChatRequest.Send(new IncidentCommand.ClassifyMode(mode, words.Reason()))
            : Grammar.Usage($"The failure modes are {string.Join(", ", Words.All<FailureMode>())}.", "mode region-loss");

    private static ChatRequest Impact(ChatLine words)
    {
        const string usage = "impact since 2026-03-14T02:06Z affected 40%";
        DateTimeOffset? since = null;
        decimal? share = null;
        while (!words.IsEmpty)
        {
            if (words.Take("since"))
            {
                if (ClockTime.Past(words.Next(), words.Now) is not { } at)
                {
                    return Grammar.Usage("The time is written as 02:06 (UTC, the last time it was that late) or 2026-03-14T02:06Z.", usage);
                }

                since = at;
            }
            else if (words.Take("affected"))
            {
                var text = words.Next();
                if (!decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    || (number >= 1 && !text.EndsWith('%')))
                {
                    return Grammar.Usage("The affected share is written as 40%.", usage);
                }

                share = text.EndsWith('%') ? number / 100 : number;
            }
            else
            {
                break;
            }
        }

        return new ChatRequest.Send(new IncidentCommand.StateImpact(since, share, words.Reason()));
    }

    private static ChatRequest Merge(ChatLine words) =>
        IncidentBot.Incidents.IncidentLog.Parse(words.Next()) is { } into
            ? new ChatRequest.Send(new IncidentCommand.Merge(into, words.Reason()))
            : Grammar.Usage("Say which incident it is merged into.", "merge INC-7 same cause");
}
