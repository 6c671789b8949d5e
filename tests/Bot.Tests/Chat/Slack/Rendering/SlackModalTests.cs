using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

public sealed class SlackModalTests
{
    [Fact]
    public void Each_form_of_the_card_filled_in_comes_down_to_a_line_that_the_grammar_accepts()
    {
        var actions = SlackStory.All.SelectMany(s => s.Value() is var story ? CardActions.Of(story.Situation, story.Now).Where(a => a.Button.Form is not null) : []).ToList();
        Assert.Superset(new HashSet<string> { "Approve", "Reject", "Press", "Abort", "Freeze writes", "Reconcile" }, actions.Select(a => a.Button.Label).ToHashSet());
        foreach (var action in actions)
        {
            var fields = SlackModal.Fields(Submitted(SlackModal.Of(action.Button.Form!, "card", "x"), typed: "it is over"));
            Assert.Equal(action.Button.Form!.Fields.Select(f => f.Name).Order(), fields.Keys.Order());
            Assert.IsNotType<ChatRequest.Unclear>(Grammar.Read(action.Line(fields), SlackStory.Start));
        }
    }

    [Fact]
    public void An_approval_as_it_was_filled_in_is_the_command()
    {
        var story = SlackStory.Proposed();
        var approve = CardActions.Of(story.Situation, story.Now).Single(a => a.Button.Label == "Approve");
        var view = SlackModal.Of(approve.Button.Form!, "card", "x");
        var fields = SlackModal.Fields(Submitted(view, typed: "the replica is healthy", chosen: "data-owner"));

        var command = Assert.IsType<IncidentCommand.Approve>(Assert.IsType<ChatRequest.Send>(Grammar.Read(approve.Line(fields), SlackStory.Start)).Command);
        Assert.Equal(("P1", Role.DataOwner, false, "the replica is healthy"), (command.Proposal, command.Role, command.LossUnknown, command.Reason));
        Assert.Equal(Outlook.SuggestedCeiling(story.Situation.Incident, story.Now).Records, command.Records);
    }

    [Fact]
    public void The_press_form_shows_what_cannot_be_undone_and_the_phrase_and_takes_no_other()
    {
        var story = SlackStory.Armed();
        var press = CardActions.Of(story.Situation, story.Now).Single(a => a.Button.Label == "Press");
        var form = press.Button.Form!;
        var shown = SlackReading.View(SlackModal.Of(form, "card", "x", "DRILL"));

        Assert.Contains("[header] ■ Point of no return: this cannot be undone", shown, StringComparison.Ordinal);
        Assert.Contains($"`{form.Fields[0].Hint}`", shown, StringComparison.Ordinal);
        Assert.Contains("*DRILL: nothing here reaches production.*", shown, StringComparison.Ordinal);
        Assert.Empty(FormFaults.Of(form, Filled("phrase", form.Fields[0].Hint.ToLowerInvariant())));
        Assert.Contains("PROMOTE eu-west-1 LOSE", FormFaults.Of(form, Filled("phrase", "yes, do it"))["phrase"], StringComparison.Ordinal);
        Assert.Contains("eu-west-2", FormFaults.Of(form, Filled("phrase", "PROMOTE eu-west-2 LOSE 4"))["phrase"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_said_at_the_field_and_keeps_the_modal_open()
    {
        var form = new CardForm("t", "", "s", [new("n", "Number", "number", "", false, "", []), new("r", "Reason", "text", "", true, "", []), new("ok", "Fine", "text", "", false, "", [])]);
        var faults = FormFaults.Of(form, new Dictionary<string, string> { ["n"] = "4,200", ["r"] = "  " });
        Assert.Equal(
            """{"response_action":"errors","errors":{"field/n":"Write a number without a sign or separators, such as 4200.","field/r":"Reason: this is needed."}}""",
            SlackModal.Errors(faults).ToJsonString());
    }

    [Theory]
    [InlineData("""{"values":{"field/a":{"field/a":{"type":"plain_text_input","value":null}},"other":{"x":{"value":"y"}}}}""", "")]
    [InlineData("""{"values":{"field/a":{"field/a":{"type":"static_select","selected_option":null}}}}""", "")]
    [InlineData("""{"field/a":{"field/a":{"type":"static_select","selected_option":{"value":"yes"}}}}""", "yes")]
    [InlineData("""{"values":{"field/a":{}}}""", "")]
    public void What_was_left_empty_is_empty(string state, string value) =>
        Assert.Equal([KeyValuePair.Create("a", value)], SlackModal.Fields(JsonDocument.Parse(state).RootElement));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"values":7}""")]
    public void A_state_without_values_has_no_fields(string state) => Assert.Empty(SlackModal.Fields(JsonDocument.Parse(state).RootElement));

    [Fact]
    public void What_is_kept_with_a_modal_has_its_limit() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SlackModal.Skeleton("t", "c", new string('x', SlackLimits.Metadata + 1)));

    private static Dictionary<string, string> Filled(string name, string value) => new() { [name] = value };

    /// <summary>What Slack would send for a view in which every text is typed and every number left as it is.</summary>
    internal static JsonElement Submitted(JsonObject view, string typed, string? chosen = null)
    {
        var values = new JsonObject();
        foreach (var block in ((JsonArray)view["blocks"]!).Where(b => b!["type"]!.GetValue<string>() == "input"))
        {
            var (id, element) = (block!["block_id"]!.GetValue<string>(), block["element"]!);
            var hint = block["hint"]?["text"]?.GetValue<string>() ?? "";
            var choice = chosen ?? element["initial_option"]?["value"]?.GetValue<string>();
            values[id] = new JsonObject
            {
                [id] = element["type"]!.GetValue<string>() switch
                {
                    "static_select" => new JsonObject { ["type"] = "static_select", ["selected_option"] = choice is null ? null : new JsonObject { ["value"] = choice } },
                    "number_input" => new JsonObject { ["type"] = "number_input", ["value"] = element["initial_value"]?.GetValue<string>() },
                    var type => new JsonObject { ["type"] = type, ["value"] = hint.StartsWith("PROMOTE ", StringComparison.Ordinal) ? hint : typed },
                },
            };
        }

        return JsonDocument.Parse(new JsonObject { ["values"] = values }.ToJsonString()).RootElement;
    }
}
