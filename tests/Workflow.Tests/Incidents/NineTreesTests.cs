using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests.Decisions;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Each failure mode is reached by questions alone, and its tree permits a failover or gives the work to do instead.</summary>
public sealed class NineTreesTests
{
    private static readonly Dictionary<string, (FailureMode Mode, bool Permits)> Paths = new()
    {
        ["data-wrong=yes damage-replicated=unsure"] = (FailureMode.DataCorruption, false),
        ["data-wrong=no one-zone=yes"] = (FailureMode.SingleZone, false),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=dns-wrong"] = (FailureMode.DnsMisconfiguration, false),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=edge-down"] = (FailureMode.CdnEdgeLoss, false),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=dependency-down"] = (FailureMode.DependencyOutage, false),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=nothing-wrong planned-move=yes"] = (FailureMode.PlannedSwitchover, true),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=regions-cut both-write=yes"] = (FailureMode.DatabasePartition, false),
        ["data-wrong=no one-zone=no direct-probe=no outside-view=no both-write=unsure"] = (FailureMode.DatabasePartition, false),
        ["data-wrong=no one-zone=no direct-probe=yes users-cut-off=regions-cut both-write=no users-served=yes"] = (FailureMode.NetworkPartition, false),
        ["data-wrong=no one-zone=no direct-probe=no outside-view=no both-write=no users-served=no"] = (FailureMode.NetworkPartition, true),
        ["data-wrong=no one-zone=no direct-probe=no outside-view=yes"] = (FailureMode.RegionLoss, true),
        ["data-wrong=no one-zone=no direct-probe=no outside-view=unsure"] = (FailureMode.Unknown, false),
    };

    public static TheoryData<string> Names => [.. Paths.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_questions_lead_to_the_mode_which_permits_a_failover_or_gives_the_work_to_do_instead(string path)
    {
        var (mode, permits) = Paths[path];
        var story = Asked(new Scenario().Opened().Down(), path);
        Assert.Equal((mode, null), (story.Incident.Mode, DecisionTree.Walk(story.Incident.Answers).Next));

        var propose = story.Try(Some.Ravi, new IncidentCommand.Propose(null));

        Assert.Equal(permits, propose.Refusal is null);
        if (!permits)
        {
            var steps = path.Split(' ').Length;
            Assert.Equal(mode == FailureMode.Unknown ? 0 : Verdict.Of(mode) is var v && mode == FailureMode.NetworkPartition ? 3 : v.Advice.Count, Tasks(story).Count);
            Assert.Contains(Words.Of(mode), propose.Refusal!.Reasons[0], StringComparison.Ordinal);
            Assert.Equal(steps, propose.Refusal.Reasons.Count(r => r.Contains("by Ravi Iyer at", StringComparison.Ordinal)));
            Assert.NotEmpty(propose.Refusal.Remedies);
        }
    }

    [Fact]
    public void The_advice_against_corruption_is_a_list_that_is_worked_off_by_people()
    {
        var story = Asked(new Scenario().Opened().Down(), "data-wrong=yes damage-replicated=yes");
        Assert.Equal(["Halt writes (freeze).", "Halt replication to the target.", "Restore in isolation.", "Compare with the damaged copy before anything is served."], Tasks(story).Select(t => t.Text));

        story.Do(Some.Dario, new IncidentCommand.FinishTask(2, "The slot is dropped."));

        Assert.Equal([2], Tasks(story).Where(t => t.Done is not null).Select(t => t.Number));
        Assert.Equal(("Dario Conti", "The slot is dropped."), (Tasks(story)[1].Done!.By, Tasks(story)[1].Done!.Evidence));
        Assert.Equal("done-already", story.Refused(Some.Ravi, new IncidentCommand.FinishTask(2, "me too")).Code);
        Assert.Equal("unknown-task", story.Refused(Some.Ravi, new IncidentCommand.FinishTask(5, "what?")).Code);
        Assert.Equal(3, story.Refused(Some.Ravi, new IncidentCommand.Propose(null)).Remedies.Count);
        Assert.NotNull(story.Refused(Some.Greta, new IncidentCommand.FinishTask(1, "hello")));
    }

    [Fact]
    public void Where_a_failover_is_permitted_there_is_no_task_list() =>
        Assert.Equal("no-tasks", new Scenario().Opened().Classified().Refused(Some.Ravi, new IncidentCommand.FinishTask(1, "done")).Code);

    [Fact]
    public void A_partition_is_sat_out_until_users_are_cut_off()
    {
        var story = Asked(new Scenario().Opened().Down(), "data-wrong=no one-zone=no direct-probe=no outside-view=no both-write=no users-served=yes");
        Assert.Contains("users still reach the primary", story.Refused(Some.Ravi, new IncidentCommand.Propose(null)).Reasons[0], StringComparison.Ordinal);

        Asked(story, "users-served=no").Do(Some.Ravi, new IncidentCommand.Propose(null));
    }

    [Fact]
    public void A_partition_that_turns_out_to_be_sat_out_closes_the_failure_mode_gate()
    {
        var story = Asked(new Scenario().Opened().Down(), "data-wrong=no one-zone=no direct-probe=no outside-view=no both-write=no users-served=no")
            .Do(Some.Ravi, new IncidentCommand.Propose(null));
        Assert.Equal(GateVerdict.Open, Gate(story, GateId.G1).Verdict);

        Asked(story, "users-served=yes");

        Assert.Equal(GateVerdict.Closed, Gate(story, GateId.G1).Verdict);
    }

    [Fact]
    public void A_dependency_outage_is_moved_away_from_only_while_the_targets_copies_answer()
    {
        const string path = "data-wrong=no one-zone=no direct-probe=yes users-cut-off=dependency-down";
        Assert.Contains("no gate G9", Asked(new Scenario().Opened().Down(), path).Refused(Some.Ravi, new IncidentCommand.Propose(null)).ToString(), StringComparison.Ordinal);

        var story = Asked(new Scenario { Plan = AllGates.Plan(AllGates.Added.Single(g => g.Id == GateId.G9)) }.Opened().Down(), path);
        Assert.Contains("G9 is unknown", story.Refused(Some.Ravi, new IncidentCommand.Propose(null)).ToString(), StringComparison.Ordinal);
        story.Do(null, AllGates.Sample(story.Now));
        Assert.Empty(Tasks(story));
        story.Do(Some.Ravi, new IncidentCommand.Propose(null));
        story.AfterSeconds(1).Says("payments", 0);
        Assert.Equal(GateVerdict.Closed, Gate(story, GateId.G1).Verdict);
    }

    [Fact]
    public void An_answer_that_opens_the_way_again_takes_the_classification_back()
    {
        var story = Asked(new Scenario().Opened().Down(), "data-wrong=no one-zone=no direct-probe=no outside-view=yes").Do(Some.Ravi, new IncidentCommand.Propose(null));

        Asked(story, "data-wrong=yes");

        Assert.Equal(FailureMode.Unknown, story.Incident.Mode);
        Assert.NotEqual(GateVerdict.Open, Gate(story, GateId.G1).Verdict);
        Assert.Equal("mode-changed", story.Refused(Some.Maya, new IncidentCommand.Approve(null, null, 9999, TimeSpan.FromMinutes(9), false, "yes")).Code);
    }

    private static IReadOnlyList<IncidentTask> Tasks(Scenario story) => Outlook.TasksAt(story.Situation, story.Now);

    private static GateResult Gate(Scenario story, GateId id) => Outlook.GatesAt(story.Situation, story.Now).Single(g => g.Gate == id);

    private static Scenario Asked(Scenario story, string path) => path.Split(' ').Select(p => p.Split('='))
        .Aggregate(story, (s, a) => s.Do(Some.Ravi, new IncidentCommand.AnswerQuestion(a[0], a[1])));
}
