using IncidentBot.Chat;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

public sealed class GrammarTests
{
    private static readonly DateTimeOffset AfterMidnight = new(2026, 3, 14, 0, 10, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset BeforeMidnight = new(2026, 3, 14, 23, 50, 0, TimeSpan.Zero);

    [Fact]
    public void Every_verb_answers_every_odd_argument_with_a_request_or_a_refusal()
    {
        string[] odd =
        [
            "", "...", "x", "-1", "0", "99999999999999999999999999", "1e9", "sev1", "sev1 ...", "take", "assign deputy", "G2", "G99", "\u202eexe", "\ud83d", "<b>", "'\"",
            "since", "since 25:00", "affected", "affected 1", "lost", "lost 5 within", "lost 5 fenced: account:", "account: x fenced: y", "preview", "send x", "INC-0", ":", ";;", "a:;b", "P", "as", "as x",
            new string('y', 4000),
        ];
        foreach (var line in Grammar.Verbs.SelectMany(v => odd.Select(o => $"{v.Word} {o}")))
        {
            if (Grammar.Read(line, AfterMidnight) is ChatRequest.Unclear { Refusal: var refusal })
            {
                Assert.All(refusal.Reasons, r => Assert.EndsWith(".", r, StringComparison.Ordinal));
                Assert.NotEmpty(refusal.Remedies);
            }
        }
    }

    [Theory]
    [InlineData("declare sev1 ...")]
    [InlineData("approve 5 90ms why")]
    [InlineData("approve 5 2d why")]
    [InlineData("approve 99999999999999999999 5s why")]
    [InlineData("impact affected 1")]
    [InlineData("impact since 0001-01-01")]
    [InlineData("eta 2020-01-01")]
    [InlineData("role commander")]
    [InlineData("update executives")]
    public void What_could_be_read_in_two_ways_is_refused(string line) => Assert.IsType<ChatRequest.Unclear>(Grammar.Read(line, AfterMidnight));

    [Theory]
    [InlineData("aprove 5 5s", "Did you mean `approve`? `help` lists them all.")]
    [InlineData("frobnicate", "`help` lists them all.")]
    public void Only_a_word_that_is_near_is_suggested(string line, string remedy) =>
        Assert.Equal(remedy, Assert.Single(Assert.IsType<ChatRequest.Unclear>(Grammar.Read(line, AfterMidnight)).Refusal.Remedies));

    [Fact]
    public void A_time_of_day_just_after_midnight_is_yesterdays_impact()
    {
        var impact = Command<IncidentCommand.StateImpact>("impact since 23:50 affected 40%", AfterMidnight);
        Assert.Equal((AfterMidnight.AddMinutes(-20), 0.4m), (impact.Start, impact.AffectedShare));
        Assert.Equal(AfterMidnight.AddMinutes(-4), Command<IncidentCommand.StateImpact>("impact since 00:06", AfterMidnight).Start);
    }

    [Fact]
    public void A_time_of_day_just_before_midnight_is_tomorrows_return()
    {
        var eta = Command<IncidentCommand.StateEta>("eta 23:55-00:15 one more try", BeforeMidnight);
        Assert.Equal((BeforeMidnight.AddMinutes(5), BeforeMidnight.AddMinutes(25), "one more try"), (eta.Earliest, eta.Latest, eta.Reason));
        Assert.Equal(BeforeMidnight.AddMinutes(-5), Command<IncidentCommand.StateEta>("eta 23:45", BeforeMidnight).Earliest);
        Assert.Equal(AfterMidnight.AddMinutes(20), Command<IncidentCommand.StateEta>("eta 2026-03-14T00:30Z", AfterMidnight).Earliest);
    }

    [Fact]
    public void A_number_is_a_task_and_a_word_is_a_step()
    {
        Assert.Equal(new IncidentCommand.FinishTask(2, "replication is off"), Command<IncidentCommand.FinishTask>("done 2 replication is off", AfterMidnight));
        Assert.Equal(new IncidentCommand.AttestStep("drain", "queue is empty"), Command<IncidentCommand.AttestStep>("done drain queue is empty", AfterMidnight));
    }

    [Fact]
    public void An_answer_is_to_the_open_question_or_to_the_one_that_is_named()
    {
        Assert.Equal(new ChatRequest.Answer(null, "no"), Grammar.Read("answer No", AfterMidnight));
        Assert.Equal(new ChatRequest.Answer("outside-view", "no"), Grammar.Read("answer outside-view no", AfterMidnight));
    }

    [Fact]
    public void A_dependency_is_waived_by_its_name_and_other_gates_have_none()
    {
        Assert.Equal(new IncidentCommand.Waive(GateId.G9, "we queue meanwhile") { Subject = "auth" }, Command<IncidentCommand.Waive>("waive G9 auth because we queue meanwhile", AfterMidnight));
        Assert.Equal(new IncidentCommand.Waive(GateId.G8, "auth has room"), Command<IncidentCommand.Waive>("waive g8 auth has room", AfterMidnight));
    }

    [Theory]
    [InlineData("attest integrity-ok yes sums agree", 1)]
    [InlineData("attest integrity-ok no sums differ", 0)]
    [InlineData("attest share 40% seen", 0.4)]
    [InlineData("attest lag 30s seen", 30)]
    [InlineData("attest queue 12 seen", 12)]
    public void A_persons_value_is_yes_no_or_a_number(string line, decimal value) =>
        Assert.Equal(value, Command<IncidentCommand.AttestReading>(line, AfterMidnight).Value);

    [Fact]
    public void Owners_are_named_by_duty()
    {
        Assert.Equal(new IncidentCommand.NameOwner(Duty.Failback, "maya"), Command<IncidentCommand.NameOwner>("owner failback @maya", AfterMidnight));
        Assert.IsType<ChatRequest.Unclear>(Grammar.Read("owner everything maya", AfterMidnight));
    }

    private static T Command<T>(string line, DateTimeOffset now)
        where T : IncidentCommand => Assert.IsType<T>(Assert.IsType<ChatRequest.Send>(Grammar.Read(line, now)).Command);
}
