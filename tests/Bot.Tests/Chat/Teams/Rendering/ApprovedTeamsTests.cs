using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams.Rendering;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

/// <summary>The card in each state, its forms, and what is said beside it, as people will read them.</summary>
public sealed class ApprovedTeamsTests
{
    private static readonly TeamsRenderer Renderer = new(Cast.Roster);

    public static TheoryData<string> States => [.. SlackStory.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void A_card_reads_as_approved(string state)
    {
        var story = SlackStory.All[state]();
        var card = CardBuilder.Of(story.Situation, story.Now);
        var message = TeamsMessage.Of(new ChatPost("state", $"{card.Incident} · {card.Title}", card));

        Assert.Empty(TeamsStrictness.Card(message.Card!));
        var read = $"{TeamsReading.Of(message.Card!)}\n\n======== said in notifications\n{message.Summary}\n\n======== where no card can be shown\n{message.Card!["fallbackText"]}";
        Approved.Text($"card-{state}", story.Situation.Incident.Failover.Proposal is { Digest: var digest } ? read.Replace(digest[..12], "(digest)", StringComparison.Ordinal) : read);
    }

    [Fact]
    public void The_forms_read_as_approved()
    {
        var forms = SlackStory.All.Select(s => s.Value()).SelectMany(s => CardBuilder.Of(s.Situation, s.Now) is var card
            ? card.Buttons.Where(TeamsButtons.Asks).Select(b => (card.Incident, card.Mark, Button: b)) : []).DistinctBy(f => (f.Mark, f.Button.Form?.Title, f.Button.Form?.Fields.Count));
        var cards = forms.Select(f => Renderer.Card(TeamsForm.Post(f.Button, f.Incident, f.Mark, SlackStory.Start), "ROOM", null)).ToList();

        Assert.All(cards, c => Assert.Empty(TeamsStrictness.Card(c)));
        Approved.Text("forms", string.Join("\n\n", cards.Select(TeamsReading.Of)));
    }

    [Fact]
    public void A_form_with_faults_keeps_what_was_typed_and_says_what_is_wrong()
    {
        var story = SlackStory.Armed();
        var press = CardBuilder.Of(story.Situation, story.Now).Buttons.Single(b => b.Label == "Press");
        var typed = new Dictionary<string, string> { ["phrase"] = "yes, do it" };
        var again = Renderer.Form(press.Form!, press.Id, "ROOM", FormFaults.Of(press.Form!, typed), typed);

        Approved.Text("form-with-faults", $"{TeamsReading.Of(again)}\n\n{TeamsReading.Of(Renderer.Notice(press.Form!.Title, "Sent; what came of it is said in the room."))}");
    }

    [Fact]
    public void An_unmatched_alarm_reads_as_approved()
    {
        var alarm = new AlarmTransition("arn:aws:cloudwatch:us-east-1:1:alarm:x", "payments_*latency*", "us-east-1", AlarmState.Ok, AlarmState.Alarm, SlackStory.Start, null, "p99 > 2 s & [rising](https://evil)");
        var message = TeamsMessage.Of(new ChatPost("alarm", $"No rule gives the alarm {alarm.Name} to a service.", TriageCard.Of(alarm, 2)));
        Approved.Text("triage", $"{TeamsReading.Of(message.Card!)}\n\n======== said in notifications\n{message.Summary}");
    }

    [Theory]
    [InlineData("decision", "It *moves* now.", "◆ Decision: It *moves* now.")]
    [InlineData("refusal", "No role.\n`role take commander`", "✕ Not done. No role.\n`role take commander`")]
    [InlineData("state", "Ravi noted <at>all</at> it.", "Ravi noted <at>all</at> it.")]
    public void News_says_what_it_is_and_formats_nothing(string kind, string text, string shown) => Assert.Equal(shown, TeamsMessage.Of(new ChatPost(kind, text)).Text);

    [Theory]
    [InlineData("maya", "Press", true)]
    [InlineData("dario", "Press", false)]
    [InlineData("ravi", "Press", false)]
    [InlineData("nobody-here", "Press", false)]
    [InlineData("nobody-here", "Abort", true)]
    public void A_view_leaves_off_what_is_of_no_use_to_who_looks(string viewer, string label, bool shown)
    {
        var story = SlackStory.Armed();
        var card = CardBuilder.Of(story.Situation, story.Now);

        Assert.Equal(shown, TeamsReading.Of(Renderer.Card(new ChatPost("state", "", card), "ROOM", viewer)).Contains($" {label}…", StringComparison.Ordinal));
    }
}
