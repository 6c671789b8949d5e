using System.Globalization;
using System.Text;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Updates;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Chat;

/// <summary>Answers that change nothing, for the person who asks.</summary>
internal sealed class ChatAnswers(Situations situations, UpdateRenderer renderer, IEventStore store, ReadinessAnswers readiness, TimeProvider clock)
{
    /// <summary>What can be asked anywhere.</summary>
    internal async Task<ChatPost> General(ChatRequest.Show show, CancellationToken cancel)
    {
        if (show.What == "help")
        {
            var verbs = Grammar.Verbs.Where(v => show.Argument.Length == 0 || string.Equals(v.Word, show.Argument, StringComparison.OrdinalIgnoreCase)).ToList();
            return Text(verbs.Count == 0
                ? $"There is no command `{show.Argument}`. `help` lists them all."
                : string.Join("\n", verbs.Select(v => $"`{v.Usage}` {v.What}")));
        }

        var open = (await situations.All(cancel)).Where(i => i.IsOpen).ToList();
        return Text(open.Count == 0 ? "No incident is open." : string.Join("\n", open.Select(Line)));
    }

    /// <summary>What can be asked in an incident's room.</summary>
    internal async Task<ChatPost> Of(ChatRequest.Show show, Situation situation, CancellationToken cancel)
    {
        var incident = situation.Incident;
        return show.What switch
        {
            "status" => Text(Status(situation)),
            "brief" => new ChatPost("answer", Status(situation), CardBuilder.Of(situation, clock.GetUtcNow()) with { Buttons = [] }),
            "ask" => Text(TreeAnswers.Ask(situation, clock.GetUtcNow())),
            "eta" => Text(Eta(incident)),
            "plan" => Text(incident.Plan is { } plan ? PlanSheet.Text(plan) : $"There is no plan for {incident.Service}."),
            "plan-cost" => Text(WhyAnswers.Standing(incident)),
            "premortem" => incident.Plan is { } plan ? await readiness.Premortem(plan, cancel) : Text($"There is no plan for {incident.Service}."),
            "why" => Text(WhyAnswers.Of(situation, show.Argument, clock.GetUtcNow())),
            "timeline" => Text(await Recent(incident, cancel)),
            _ => throw new InvalidOperationException($"Nothing is shown for '{show.What}'."),
        };
    }

    /// <summary>The text of an update: the template's, and when it was written, or the one given; and whether it speaks of loss and ETA.</summary>
    internal (string Text, bool Edited, bool SpeaksOfLossAndEta, DateTimeOffset? WrittenAt) Update(Incident incident, Audience audience, string given)
    {
        if (given.Length > 0)
        {
            return (given, true, false, null);
        }

        var now = clock.GetUtcNow();
        return (renderer.Render(UpdateFactsOf.Incident(incident, now), audience), false, true, now);
    }

    private static string Line(Incident incident) =>
        $"{(incident.IsDrill ? "DRILL " : "")}{incident.Id} {Words.Of(incident.Severity)} {incident.Service}: {incident.Summary} ({Words.Of(incident.Phase)}, failover {Words.Of(incident.Failover.State)})";

    private string Status(Situation situation)
    {
        var incident = situation.Incident;
        var text = new StringBuilder(Line(incident));
        text.Append(CultureInfo.InvariantCulture, $"\nFailure mode: {Words.Of(incident.Mode)}. Commander: {(incident.Commander is { } c ? Announce.Name(incident, c) : "nobody")}.");
        if (Outlook.LossAt(incident, clock.GetUtcNow()) is { } loss)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nExposure {Durations.Text(loss.Exposure.Span)}, at most {(loss.Bound is { } bound ? $"{bound:N0} records" : "an unknown number of records")}.");
        }
        else
        {
            text.Append("\nThe loss is unknown: replication lag was never sampled.");
        }

        text.Append(TreeAnswers.Tasks(situation, clock.GetUtcNow()));
        var missing = Outlook.MissingRoles(incident.Failover);
        return missing.Count == 0 ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"\nApprovals missing: {string.Join(", ", missing.Select(Words.Of))}.").ToString();
    }

    private static string Eta(Incident incident) => Outlook.EtaOf(incident) is not { } eta ? "There is no plan to estimate from."
        : eta.P90 is { } p90 ? $"The steps left take {Durations.Text(eta.P50)} to {Durations.Text(p90)} (p50 to p90 of {eta.Basis.Recorded} recorded runs{eta.Basis.DrillWords()})."
        : $"The steps left take about {Durations.Text(eta.P50)}: the plan's own estimate, no run is recorded.";

    private async Task<string> Recent(Incident incident, CancellationToken cancel)
    {
        var state = Incident.None;
        var lines = new List<string>();
        foreach (var stored in await store.ReadStream(incident.Id, 0, cancel))
        {
            var happened = (IncidentEvent)IncidentLog.Typed(stored);
            state = Evolve.Apply(state, happened);
            var text = happened is IncidentEvent.NoteTaken note ? $"{note.By.Name}: {note.Text}"
                : happened is IncidentEvent.MessagePinned pin ? $"{pin.Author} at {Durations.Clock(pin.SaidAt)}: {pin.Text}"
                : Announce.Of(happened, state)?.Text;
            if (text is not null)
            {
                lines.Add($"{Durations.Clock(stored.At)} {text.Split('\n')[0]}");
            }
        }

        return string.Join("\n", lines.TakeLast(30));
    }

    private static ChatPost Text(string text) => new("answer", text);
}
