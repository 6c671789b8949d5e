using System.Text.Json.Nodes;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>The Home tab: what waits for this person first, then their incidents, then how ready each plan is. What is unknown says so.</summary>
internal static class SlackHome
{
    private const int MostRows = 20;

    internal static JsonObject Of(SlackHomeModel model)
    {
        var blocks = new List<JsonNode>
        {
            SlackBlocks.Actions("home/actions", [SlackActions.Opening(SlackForms.Declare, "Declare an incident…", primary: model.Pending.Count == 0)]),
        };
        if (!model.Known)
        {
            blocks.Add(SlackBlocks.Section("? *You are not in the people list*, so no role, approval or press of yours counts. Whoever runs the bot adds your Slack id under `People:List`."));
        }

        Rows(blocks, $"Waiting for you ({model.Pending.Count})", model.Pending, Approval, "Nothing waits for your approval.");
        Rows(blocks, $"Your incidents ({model.Mine.Count})", model.Mine, Incident, "You hold no role in an open incident.");
        if (model.Others.Count > 0)
        {
            Rows(blocks, $"Other open incidents ({model.Others.Count})", model.Others, Incident, "");
        }

        Rows(blocks, "Readiness", model.Plans, p => Plan(p, model.AsOf), "? No plan was read, so nothing can be said of readiness. A plan is one YAML file in the plans folder.");
        blocks.Add(SlackBlocks.Context($"as of {SlackTokens.Date(model.AsOf)} · gates are evaluated while an incident is open; between incidents, what is known of readiness is the age of the drills."));
        return new JsonObject { ["type"] = "home", ["callback_id"] = "home", ["blocks"] = new JsonArray([.. blocks]) };
    }

    private static void Rows<T>(List<JsonNode> blocks, string heading, IReadOnlyList<T> rows, Func<T, string> render, string none)
    {
        blocks.Add(SlackBlocks.Header(heading));
        blocks.AddRange(rows.Count == 0 ? [SlackBlocks.Section(none)] : rows.Take(MostRows).Select(r => SlackBlocks.Section(render(r))));
        if (rows.Count > MostRows)
        {
            blocks.Add(SlackBlocks.Context($"… {rows.Count - MostRows} more are not shown here: `/incident list` has them."));
        }
    }

    private static string Approval(HomeApproval a) =>
        $"○ {Drill(a.IsDrill)}*{Say(a.Incident)} {Say(a.Proposal)}: move {Say(a.Service)} to {Say(a.Target)}* waits for you as *{Say(a.Role)}*{(a.Stead is null ? "" : $" (in its stead, as {Say(a.Stead)})")}"
        + $"{(a.ProposedAt is { } at ? $", proposed {SlackTokens.Date(at)}" : "")}.\n{Room(a.Room, a.RoomName, "Read the card and answer in")}";

    private static string Incident(HomeIncident i) =>
        $"{Drill(i.IsDrill)}*{Say(i.Id)} {Say(i.Severity)} {Say(i.Service)}*: {Say(i.Summary, 300)}\n{Say(i.Phase)}, failover {Say(i.Failover)}"
        + $"{(i.Roles.Count == 0 ? "" : $" · you are {string.Join(", ", i.Roles.Select(r => Say(r)))}")} · {Room(i.Room, i.RoomName, "go to")}";

    private static string Plan(HomePlan plan, DateTimeOffset now)
    {
        var head = $"*{Say(plan.Service)}* {Say(plan.Primary)} → {Say(plan.Target)} · plan {Say(plan.Version)}";
        var drills = plan.Drills.Count == 0
            ? ["? Never drilled: whether this plan works is unknown."]
            : plan.Drills.Take(10).Select(d => Rehearsed(d, plan.Limit, now));
        return SlackCut.Whole($"{head}\n{string.Join('\n', drills)}", SlackLimits.SectionText);
    }

    private static string Rehearsed(HomeDrill drill, TimeSpan limit, DateTimeOffset now) => drill.Succeeded is not { } passed
        ? $"■ {Say(drill.Mode)}: no drill has succeeded; the last one, {Age(drill.Last, now)} ago, failed."
        : $"{(now - passed > limit ? "■" : drill.Last > passed ? "▲" : "✓")} {Say(drill.Mode)}: drilled with success {Age(passed, now)} ago"
            + $"{(now - passed > limit ? $", which is older than {Durations.Text(limit)}" : "")}{(drill.Last > passed ? $"; the last one, {Age(drill.Last, now)} ago, failed" : "")}.";

    private static string Age(DateTimeOffset at, DateTimeOffset now) => Durations.Text(now > at ? now - at : TimeSpan.Zero);

    private static string Room(string? room, string name, string words) =>
        room is null ? "No room in Slack yet." : $"{words} {SlackTokens.Channel(room, name)}";

    private static string Drill(bool drill) => drill ? "*DRILL* " : "";

    private static string Say(string text, int longest = 80) => SlackCut.Escaped(text, longest);
}
