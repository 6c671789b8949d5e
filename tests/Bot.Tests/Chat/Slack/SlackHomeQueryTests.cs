using IncidentBot.Bot.Tests.Chat.Slack.Rendering;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

public sealed class SlackHomeQueryTests : IAsyncDisposable
{
    private readonly DeskUnderTest lab = new(SlackStory.Plan);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_a_person_is_shown_to_those_who_may_give_it_and_to_no_one_else()
    {
        var id = await Proposed();

        var dario = await Home("dario");
        Assert.Equal((id, "P1", "data-owner", "C042"), dario.Pending.Select(p => (p.Incident, p.Proposal, p.Role, p.Room!)).Single());
        Assert.Empty(dario.Mine);
        Assert.Equal(id, Assert.Single(dario.Others).Id);

        var maya = await Home("maya");
        Assert.Equal("commander", Assert.Single(maya.Pending).Role);
        Assert.Contains("commander", Assert.Single(maya.Mine).Roles);

        Assert.Empty((await Home("ravi")).Pending);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_so_and_shown_no_duty()
    {
        await Proposed();
        var stranger = await Home("nobody");
        Assert.Equal((false, 0, 0, 1), (stranger.Known, stranger.Pending.Count, stranger.Mine.Count, stranger.Others.Count));
        Assert.Contains("You are not in the people list", SlackReading.View(SlackHome.Of(stranger)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_never_drilled_is_unknown_and_not_good()
    {
        var plan = Assert.Single((await Home("maya")).Plans);
        Assert.Equal(("checkout", TimeSpan.FromDays(90)), (plan.Service, plan.Limit));
        Assert.Contains("? Never drilled: whether this plan works is unknown.", SlackReading.View(SlackHome.Of(await Home("maya"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_Home_tab_reads_as_approved()
    {
        var at = SlackStory.Start;
        HomePlan plan = new("checkout", "1", "us-east-1", "eu-west-1", TimeSpan.FromDays(90), []);
        var full = new SlackHomeModel("Dario Conti", true, at,
            [new("INC-7", false, "P1", "checkout", "eu-west-1", "data-owner", null, at.AddMinutes(-3), "C042", "inc-7-checkout"), new("INC-8", true, "P2", "search", "eu-west-1", "executive", "deputy", null, null, "")],
            [new("INC-7", false, "sev1", "checkout", "orders <fail> *now*", "mitigating", "proposed", ["data-owner", "responder"], "C042", "inc-7-checkout")],
            [new("INC-8", true, "sev3", "search", "DRILL of region-loss", "investigating", "idle", [], null, "")],
            [
                plan with
                {
                    Drills = [new("region-loss", at.AddDays(-20), at.AddDays(-20)), new("single-zone", at.AddDays(-120), at.AddDays(-120)),
                        new("dependency-outage", at.AddDays(-2), at.AddDays(-40)), new("network-partition", at.AddDays(-9), null)],
                },
                plan with { Service = "search" },
            ]);
        var empty = new SlackHomeModel("", false, at, [], [], [], []);
        Assert.All([full, empty], m => Assert.Empty(SlackStrictness.View(SlackHome.Of(m))));
        Approved.Text("home", $"{SlackReading.View(SlackHome.Of(full))}\n\n{SlackReading.View(SlackHome.Of(empty))}");
    }

    private Task<SlackHomeModel> Home(string person) =>
        new SlackHomeQuery(lab.Situations, new Cast.Plans(SlackStory.Plan), Cast.Roster, TimeProvider.System).Of(person, "Someone", Cancel);

    private async Task<string> Proposed()
    {
        var desk = lab.Another(SlackStory.Plan);
        var id = (await desk.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel)).Incident.Id;
        foreach (var (actor, command) in new (Actor, IncidentCommand)[]
        {
            (Actor.Bot("slack"), new IncidentCommand.NoteRoom(new RoomRef("slack", "C042", "incident", "inc-1-checkout"))),
            (Cast.Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, "seen")), (Cast.Ravi, new IncidentCommand.Propose(null)),
        })
        {
            var answer = await desk.Send(id, command, actor, null, Cancel);
            Assert.True(answer.Refusal is null, answer.Refusal?.ToString());
        }

        return id;
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();
}
