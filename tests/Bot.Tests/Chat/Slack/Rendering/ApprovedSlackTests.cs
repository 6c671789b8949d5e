using IncidentBot.Chat;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>The card in each state, its forms, and what is said beside it, as people will read them.</summary>
public sealed class ApprovedSlackTests
{
    public static TheoryData<string> States => [.. SlackStory.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void A_card_reads_as_approved(string state)
    {
        var story = SlackStory.All[state]();
        var card = CardBuilder.Of(story.Situation, story.Now);
        var message = SlackMessage.Of(new ChatPost("state", $"{card.Incident} · {card.Title}", card));

        Assert.Empty(SlackStrictness.Message(message.Text, message.Blocks));
        var read = $"{SlackReading.Of(message.Blocks!)}\n\n======== said in notifications\n{message.Text}";
        Approved.Text($"card-{state}", story.Situation.Incident.Failover.Proposal is { Digest: var digest } ? read.Replace(digest[..12], "(digest)", StringComparison.Ordinal) : read);
    }

    [Fact]
    public void The_forms_read_as_approved()
    {
        var forms = SlackStory.All.Select(s => s.Value()).SelectMany(s => CardBuilder.Of(s.Situation, s.Now) is var card
            ? card.Buttons.Where(b => b.Form is not null).Select(b => (card.Mark, Form: b.Form!)) : []).DistinctBy(f => (f.Mark, f.Form.Title, f.Form.Fields.Count));
        var views = forms.Select(f => SlackModal.Of(f.Form, "card", "INC-1", f.Mark)).ToList();

        Assert.All(views, v => Assert.Empty(SlackStrictness.View(v)));
        Approved.Text("forms", string.Join("\n\n", views.Select(SlackReading.View)));
    }

    [Fact]
    public void An_unmatched_alarm_reads_as_approved()
    {
        var alarm = SlackStory.Alarmed().Situation.Incident.Alarms.Values.Select(a => new AlarmTransition(
            "arn:aws:cloudwatch:us-east-1:1:alarm:x", "payments_*latency*", "us-east-1", AlarmState.Ok, AlarmState.Alarm, SlackStory.Start, null, "p99 > 2 s & rising")).First();
        var message = SlackMessage.Of(new ChatPost("alarm", $"No rule gives the alarm {alarm.Name} to a service.", TriageCard.Of(alarm, 2)));
        Approved.Text("triage", $"{SlackReading.Of(message.Blocks!)}\n\n======== said in notifications\n{message.Text}");
    }

    [Theory]
    [InlineData("decision", "◆ Decision: It *moves* now.", "◆ Decision: It ∗moves∗ now.")]
    [InlineData("refusal", "No role.\n`role take commander`", "✕ Not done. No role.\n`role take commander`")]
    [InlineData("state", "Ravi noted <!here> it.", "Ravi noted &lt;!here&gt; it.")]
    public void News_says_what_it_is_and_formats_nothing(string kind, string text, string shown) =>
        Assert.Equal(shown, SlackMessage.Of(new ChatPost(kind, text.Replace("◆ Decision: ", "", StringComparison.Ordinal))) is { Blocks: null } message ? message.Text : "blocks");
}
