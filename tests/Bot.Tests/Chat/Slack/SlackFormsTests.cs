using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Chat;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

public sealed class SlackFormsTests
{
    private static readonly (string Name, CardForm Form)[] Forms =
    [
        (SlackForms.Declare, SlackForms.DeclareForm(["checkout", "payments"], "orders fail\nin us-east-1")),
        (SlackForms.Declare, SlackForms.DeclareForm([])),
        (SlackForms.Note, SlackForms.NoteForm()),
        (SlackForms.Update, SlackForms.UpdateForm(Audience.Customers, "Checkout is slow.")),
    ];

    [Fact]
    public void The_forms_read_as_approved()
    {
        var views = Forms.Select(f => SlackModal.Of(f.Form, f.Name, "{}")).ToList();
        Assert.All(views, v => Assert.Empty(SlackStrictness.View(v)));
        Approved.Text("own-forms", string.Join("\n\n", views.Select(SlackReading.View)));
    }

    [Fact]
    public void Each_form_filled_in_comes_down_to_a_line_that_the_grammar_accepts() => Assert.All(Forms, f =>
    {
        var fields = SlackModal.Fields(SlackModalTests.Submitted(SlackModal.Of(f.Form, f.Name, "{}"), typed: "orders fail"));
        Assert.IsNotType<ChatRequest.Unclear>(Grammar.Read(SlackForms.Line(f.Name, fields)!, SlackStory.Start));
    });

    [Fact]
    public void Every_form_has_a_line_and_no_other_name_has() =>
        Assert.All(SlackForms.Names.Append("x"), n => Assert.Equal(n != "x", SlackForms.Line(n, new Dictionary<string, string>()) is not null));

    [Fact]
    public void What_was_typed_is_what_is_said()
    {
        Assert.Equal(new ChatRequest.Declare(Severity.Sev1, "checkout: orders fail in us-east-1"), Read(SlackForms.Declare, ("severity", "sev1"), ("service", "checkout"), ("summary", "orders fail\nin us-east-1")));
        Assert.Equal(new ChatRequest.Declare(Severity.Sev3, "search is slow"), Read(SlackForms.Declare, ("severity", "sev3"), ("summary", "search is slow")));
        Assert.Equal(new ChatRequest.Tell(Audience.Customers, true, "Two\nlines."), Read(SlackForms.Update, ("do", "send"), ("audience", "customers"), ("text", "Two\nlines.\n")));
        Assert.Equal(new ChatRequest.Tell(Audience.Support, false, ""), Read(SlackForms.Update, ("do", "preview"), ("audience", "support")));
        Assert.Equal(new ChatRequest.Send(new IncidentCommand.TakeNote("one\ntwo")), Read(SlackForms.Note, ("text", "one\ntwo")));
    }

    [Fact]
    public void A_draft_that_comes_back_as_it_was_is_the_templates_and_an_edited_one_is_not()
    {
        var draft = SlackForms.DraftOf(SlackForms.UpdateForm(Audience.Executives, "Checkout is slow.\nWe are on it.\n"));
        string Sent(string text) => SlackForms.Line(SlackForms.Update, new Dictionary<string, string> { ["do"] = "send", ["audience"] = "customers", ["text"] = text }, draft)!;

        Assert.Equal("update send customers", Sent("Checkout is slow.\r\nWe are on it."));
        Assert.Equal("update send customers Checkout is slow.\nWe are on it now.", Sent("Checkout is slow.\nWe are on it now."));
        Assert.Null(SlackForms.DraftOf(SlackForms.DeclareForm([])));
        Assert.Equal("update send customers", Sent(""));
    }

    private static ChatRequest Read(string form, params (string Name, string Value)[] fields) =>
        Grammar.Read(SlackForms.Line(form, fields.ToDictionary(f => f.Name, f => f.Value))!, SlackStory.Start);
}
