using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Chat;
using IncidentBot.Plans;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>What the card and the answers show of the tree: evidence of readings, the question, the work to do, and gates that alarm.</summary>
public sealed class CardTreeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);

    private static readonly FailoverPlan Plan = PlanFile.Read(
        PlanText.Edit(PlanText.Edit(PlanText.Good, "  G12: {}", "  G12: {}\n  G14: {}\n  G3: { probe: healthy = 1, noChange: queue = 0 }"),
            "gates:\n", "answers: { data-wrong: fenced = 1 }\ngates:\n"), "p", PlanText.Variables).Plan!;

    [Fact]
    public void An_answer_by_a_reading_stands_on_the_card_with_its_evidence_and_how_to_overrule_it()
    {
        var situation = Opened(Says("fenced", 0));
        var card = CardBuilder.Of(situation, Now);

        var line = Assert.Single(Section(card, "Answered by readings").Lines);
        Assert.EndsWith("No.", line.Text, StringComparison.Ordinal);
        Assert.Contains("fenced was 0, held against fenced = 1; http://fenced, sampled 02:06", line.Detail, StringComparison.Ordinal);
        Assert.Contains("`answer data-wrong ...` overrules it", line.Detail, StringComparison.Ordinal);
        Assert.Equal("Is only one zone of the region affected?", Assert.Single(Section(card, "Next question").Lines).Text);
        Assert.Contains("by the readings", TreeAnswers.Ask(situation, Now), StringComparison.Ordinal);
        Assert.Equal(["yes", "no"], card.Buttons.Where(b => b.Label is "yes" or "no").Select(b => b.Label));
    }

    [Fact]
    public void The_work_in_place_of_a_failover_names_its_authority_and_what_is_done()
    {
        var situation = Opened(Says("fenced", 1), new IncidentCommand.AnswerQuestion("damage-replicated", "yes"), new IncidentCommand.FinishTask(1, "the edge refuses writes"));
        var section = Section(CardBuilder.Of(situation, Now), "Do instead (1 of 4 done; data-owner and commander decide)");

        Assert.Equal([CardTone.Good, CardTone.Warning, CardTone.Warning, CardTone.Warning], section.Lines.Select(l => l.Tone));
        Assert.Contains("Ravi Iyer at 02:06", section.Lines[0].Detail, StringComparison.Ordinal);
        Assert.Contains("`done 2 ", section.Lines[1].Detail, StringComparison.Ordinal);
        Assert.Contains("\n1. Halt writes (freeze). Done by Ravi Iyer", TreeAnswers.Tasks(situation, Now), StringComparison.Ordinal);
        Assert.DoesNotContain(CardBuilder.Of(situation, Now).Buttons, b => b.Label.StartsWith("Propose", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_gates_come_first_the_alarming_ones_in_red_each_with_who_may_waive_it()
    {
        var situation = Opened();
        var lines = CardVotes.Gates(situation.Incident, Outlook.GatesAt(situation, Now)).Lines;

        Assert.Equal(["G3", "G14"], lines.Take(2).Select(l => l.Text.Split(' ')[0]));
        Assert.All(lines.Take(2), l => Assert.Equal((CardTone.Bad, true), (l.Tone, l.Text.EndsWith("UNKNOWN, and so CLOSED.", StringComparison.Ordinal))));
        Assert.EndsWith("Waived by: data-owner and executive.", lines[0].Detail, StringComparison.Ordinal);
        Assert.EndsWith("Waived by: nobody.", lines[1].Detail, StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Tone == CardTone.Unknown && l.Text.StartsWith("G1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_gate_and_each_event_of_the_tree_has_words()
    {
        Assert.All(Enum.GetValues<GateId>(), g => Assert.NotEmpty(CardVotes.Name(g)));
        IncidentEvent[] events =
        [
            new IncidentEvent.QuestionAnswered(new Answer("data-wrong", "no", "the readings", Now) { Evidence = new GateEvidence("x", "1", "x = 1", "http://x", Now) }),
            new IncidentEvent.TaskFinished(FailureMode.SingleZone, 1, "Shift.", "seen"), new IncidentEvent.OwnerNamed(Duty.Failback, "maya", "Maya Okafor"),
            new IncidentEvent.ReadingAttested(new Reading("x", 1, ReadingUnit.Boolean, "Ravi", "outside", Now, TimeSpan.FromMinutes(1), null), "seen"),
        ];
        Assert.All(events, e => Assert.NotEmpty(Announce.Of(e with { At = Now, By = Cast.Ravi }, Incident.None)!.Text));
    }

    private static CardSection Section(Card card, string heading) => Assert.Single(card.Sections, s => s.Heading == heading);

    private static IncidentCommand.RecordReadings Says(string id, decimal value) =>
        new([new Reading(id, value, ReadingUnit.Boolean, $"http://{id}", "outside", Now, TimeSpan.FromSeconds(10), null)], null);

    private static Situation Opened(params IncidentCommand[] then)
    {
        var situation = new Situation(Incident.None, ServiceRecord.None);
        foreach (var command in then.Prepend(new IncidentCommand.Declare("INC-1", "shop", Severity.Sev1, "it fails", Plan, [])))
        {
            var actor = command is IncidentCommand.RecordReadings ? Actor.Bot("readings") : Cast.Ravi;
            var decision = Decide.On(situation, command, new CommandContext(Now, actor, Cast.Roster.Now));
            Assert.Null(decision.Refusal);
            situation = decision.After;
        }

        return situation;
    }
}
