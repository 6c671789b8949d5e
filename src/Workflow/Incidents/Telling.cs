using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Stakeholder updates: drafted, sent, due; and what was said about the end. The claim guard is asked again here, on the final text.</summary>
internal static class Telling
{
    /// <summary>So long may the bot's own text be on its way here: a growing exposure outgrows its number meanwhile.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(10);

    internal static Refusal? Draft(Deciding deciding, IncidentCommand.DraftUpdate command)
    {
        if (Check(deciding, command.Text, command.Audience, command.WrittenAt) is { } refusal)
        {
            return refusal;
        }

        deciding.Emit(new IncidentEvent.UpdateDrafted(command.Audience, Drilling.Marked(deciding.Incident, command.Text), command.SpeaksOfLossAndEta));
        return null;
    }

    internal static Refusal? Send(Deciding deciding, IncidentCommand.SendUpdate command)
    {
        if (Check(deciding, command.Text, command.Audience, command.WrittenAt) is { } refusal)
        {
            return refusal;
        }

        deciding.Emit(new IncidentEvent.UpdateSent(command.Audience, Drilling.Marked(deciding.Incident, command.Text), command.Edited, command.SpeaksOfLossAndEta));
        return null;
    }

    /// <summary>No text that people are shown claims what the facts do not carry: a draft is read aloud in the room before it is sent.</summary>
    private static Refusal? Check(Deciding deciding, string text, Audience audience, DateTimeOffset? writtenAt)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Because("empty-update", "The update is empty.", $"`update preview {Words.Of(audience)}`");
        }

        var at = writtenAt <= deciding.Now && deciding.Now - writtenAt <= OnItsWay ? writtenAt.Value : deciding.Now;
        var facts = UpdateFactsOf.Incident(deciding.Incident, at);
        var faults = ClaimGuard.Check(text, facts.LossFreeProven, facts);
        return faults.Count == 0 ? null
            : new Refusal("claim", [.. faults.Select(f => $"It may not say \"{f.Phrase}\". {f.Instead}")], ["Edit it, then send again."]);
    }

    internal static Refusal? StateEta(Deciding deciding, IncidentCommand.StateEta command)
    {
        if (command.Latest < command.Earliest)
        {
            return Refusal.Because("eta-order", "The latest end lies before the earliest.", "`eta 14:20-14:40` gives the earlier time first.");
        }

        var before = deciding.Incident.StatedEta;
        if (before is not null && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Refusal.Because("no-reason", "An ETA that moves needs a reason.", "`eta 14:20-14:40 because the promotion is retried`");
        }

        deciding.Emit(new IncidentEvent.EtaStated(new StatedEta(command.Earliest, command.Latest, command.Basis, command.Reason, deciding.Now), before));
        return null;
    }

    /// <summary>Gives the reminder that is due, if one is.</summary>
    internal static void Remind(Deciding deciding)
    {
        var incident = deciding.Incident;
        if (Reminders.At(deciding.Now, From(incident), DueAt(incident), UpdateFactsOf.PhaseOf(incident), incident.Updates.Reminders) is { } reminder)
        {
            deciding.EmitAsBot(new IncidentEvent.ReminderGiven(reminder));
        }
    }

    /// <summary>When the next update is due (UTC); null when updates are on demand.</summary>
    internal static DateTimeOffset? DueAt(Incident incident) =>
        new Cadence(incident.Plan?.Cadence).NextDue(From(incident), Words.Of(incident.Severity));

    internal static DateTimeOffset From(Incident incident) => incident.Updates.SentAt ?? incident.DeclaredAt;
}
