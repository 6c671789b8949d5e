using System.Text.Json;
using IncidentBot.Incidents;
using IncidentBot.Readiness;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Chat;

/// <summary>Answers `readiness` beside the inbox, and `plan premortem` at once.</summary>
/// <remarks>Readings may take as long as their slowest source: alarms and presses do not wait for that. What is under way when the bot stops has to be asked again.</remarks>
internal sealed class ReadinessAnswers(
    ReadinessCheck check, Situations situations, IOutbox outbox, IHostApplicationLifetime life, TimeProvider clock, ILogger<ReadinessAnswers> log)
{
    /// <summary>Begins, and answers later; or says at once why not.</summary>
    /// <param name="room">The incident of the room; null in any other.</param>
    /// <param name="key">Of the answer, unique for ever.</param>
    internal ChatPost? Begin(string service, Incident? room, ChatInbound said, string key)
    {
        var meant = service.Length == 0 && room is not null ? room.Service : service;
        if (check.Meant(meant) is not { Count: > 0 } plans)
        {
            return new ChatPost("refusal", meant.Length == 0 ? "There is no plan.\nA plan is one YAML file in the plans folder."
                : $"There is no plan for `{Shown.Line(meant)}`.\n{Known()}");
        }

        _ = Task.Run(() => Answer(plans, room, said, key, life.ApplicationStopping), CancellationToken.None);
        return null;
    }

    /// <summary>What would go wrong with this plan.</summary>
    internal async Task<ChatPost> Premortem(FailoverPlan plan, CancellationToken cancel) =>
        new("answer", Workflow.Readiness.Premortem.ForRoom(await check.Premortem(plan, situations, cancel)));

    private string Known() => check.Meant("") is { Count: > 0 } all ? $"Plans are there for {string.Join(", ", all.Select(p => p.Service))}." : "A plan is one YAML file in the plans folder.";

    private async Task Answer(IReadOnlyList<FailoverPlan> plans, Incident? room, ChatInbound said, string key, CancellationToken stopping)
    {
        ChatPost answer;
        try
        {
            var reports = await Task.WhenAll(plans.Select(p => check.Report(p, situations, stopping)));
            answer = new ChatPost("answer", string.Join("\n\n", reports.Select(ReadinessText.ForRoom))
                + (plans.Count == 1 ? $"\n`incidentbot readiness {plans[0].Service}` prints all of it." : ""));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Readiness could not be reported");
            answer = new ChatPost("refusal", "The bot failed on this, and its log says why.\n`incidentbot readiness` on the command line asks the same.");
        }

        await outbox.Enqueue([new OutboxMessage(key, RoomBook.Direct(said.Platform, said.Room), OutboxKinds.Whisper,
            JsonSerializer.Serialize(new Whispered(said.Person, room is null ? answer : AnnounceDrill.Marked(answer, room)), WorkflowJson.Options),
            OutboxPriority.Approval, null, clock.GetUtcNow())], null, stopping);
    }
}
