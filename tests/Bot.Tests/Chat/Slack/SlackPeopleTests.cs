using IncidentBot.Chat;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Who is let into a channel: by account, by user group, and where the channel is private.</summary>
public sealed class SlackPeopleTests : IAsyncLifetime
{
    private const string Group = "S01OWNERS";

    private readonly string folder = Directory.CreateTempSubdirectory("slack-people-").FullName;
    private StrictSlack slack = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackRig.Slack(Cancel);
        slack.Look(c =>
        {
            c.AddUser("U02RANA", "rana");
            c.AddUser("U02LEFT", "lena", deleted: true);
            c.Groups[Group] = ["U01DANA", "U02RANA", "U02LEFT", "U01GRETA", "U02UNKNOWN"];
            return 0;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_roles_user_group_is_invited_without_guests_and_the_deactivated_and_it_is_said_who_was_skipped()
    {
        using var rig = new SlackRig(slack, folder, dataOwners: Group);
        var (room, troubles) = await Furnished(rig, Role.DataOwner, Role.Commander);

        Assert.Equal(["U01DANA", "U01INES", "U02RANA"], room.Members.Where(m => m != StrictSlack.BotUser).Order(StringComparer.Ordinal));
        var skipped = Assert.Single(troubles);
        Assert.Equal($"of the user group {Group} (data-owner), not invited: lena (deactivated), greta (a guest), U02UNKNOWN (unknown to Slack).", skipped.Problem);
        Assert.Empty(skipped.Parts);
    }

    [Fact]
    public async Task A_group_whose_role_is_not_needed_is_not_looked_at()
    {
        using var rig = new SlackRig(slack, folder, dataOwners: Group);
        var (room, troubles) = await Furnished(rig, Role.Commander);

        Assert.DoesNotContain("U02RANA", room.Members);
        Assert.Empty(troubles);
        Assert.DoesNotContain("usergroups.users.list", slack.Calls);
    }

    [Theory]
    [InlineData("missing_scope", "Add the scope usergroups:read to the app and install it again.")]
    [InlineData("no_such_subteam", "Check the group's id in Chat:Slack:UserGroups.")]
    public async Task A_group_that_cannot_be_read_is_said_with_what_to_do_and_keeps_nobody_else_out(string error, string remedy)
    {
        using var rig = new SlackRig(slack, folder, dataOwners: error == "missing_scope" ? Group : "S99OTHER");
        if (error == "missing_scope")
        {
            slack.Scopes.Remove("usergroups:read");
        }

        var (room, troubles) = await Furnished(rig, Role.DataOwner);

        Assert.Contains("U01INES", room.Members);
        Assert.Equal(($"could not invite the user group {(error == "missing_scope" ? Group : "S99OTHER")} (data-owner) ({error}).", remedy), troubles.Select(t => (t.Problem, t.Remedy)).Single());
    }

    [Fact]
    public async Task A_private_channel_is_made_for_the_incident_alone_and_who_declared_is_let_in()
    {
        slack.Scopes.UnionWith(["groups:read", "groups:write", "groups:history"]);
        using var rig = new SlackRig(slack, folder, privateRooms: true);
        var request = new RoomRequest("inc-1", RoomBook.Incident, "sev1", ["ines"]) { Welcome = ["dana", "who-has-no-account"] };
        var opened = await rig.Chat.OpenRoom(request, "e1", Cancel);
        var stakeholders = await rig.Chat.OpenRoom(new RoomRequest("inc-1-stakeholders", RoomBook.Stakeholders, "", []), "e2", Cancel);

        Assert.Empty(await rig.Chat.Furnish(opened.Room, request, "f1", Cancel));
        await rig.Chat.Post(opened.Room, new ChatPost("state", "x"), "k1", Cancel);

        var room = slack.Channels.All.Single(c => c.Id == opened.Room);
        Assert.Equal((true, false), (room.Private, slack.Channels.All.Single(c => c.Id == stakeholders.Room).Private));
        Assert.Superset(new HashSet<string> { "U01INES", "U01DANA" }, room.Members);
        await rig.Chat.Archive(opened.Room, Cancel);
        Assert.True(room.Archived);
    }

    [Fact]
    public async Task A_private_channel_whose_answer_was_lost_is_found_again()
    {
        slack.Scopes.UnionWith(["groups:read", "groups:write"]);
        using var rig = new SlackRig(slack, folder, privateRooms: true);
        slack.LoseAnswer("conversations.create");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Chat.OpenRoom(new RoomRequest("inc-1", RoomBook.Incident, "", []), "e1", Cancel));

        await rig.Chat.OpenRoom(new RoomRequest("inc-1", RoomBook.Incident, "", []), "e1", Cancel);

        Assert.Single(slack.Channels.All);
    }

    [Fact]
    public async Task Without_the_scope_for_private_channels_the_incident_goes_on_in_the_incidents_channel_and_says_which()
    {
        using var rig = new SlackRig(slack, folder, privateRooms: true);
        var opened = await rig.Chat.OpenRoom(new RoomRequest("inc-1", RoomBook.Incident, "", []), "e1", Cancel);

        Assert.Equal("incidents", opened.Name);
        Assert.Contains("groups:write", Assert.Single(opened.Troubles).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plans_links_are_bookmarked_once_and_each_refusal_is_said_by_its_name()
    {
        using var rig = new SlackRig(slack, folder);
        var request = new RoomRequest("inc-1", RoomBook.Incident, "sev1", []) { Links = new Dictionary<string, string> { ["Runbook"] = "https://wiki.example.com/x", ["Bridge"] = "https://meet.example.com/x" } };
        var opened = await rig.Chat.OpenRoom(request, "e1", Cancel);
        slack.Scopes.Remove("bookmarks:write");
        Assert.Equal(["bookmark the runbook", "bookmark the bridge"], Assert.Single(await rig.Chat.Furnish(opened.Room, request, "f1", Cancel)).Parts);

        slack.Scopes.Add("bookmarks:write");
        await rig.Chat.Furnish(opened.Room, request, "f2", Cancel);
        await rig.Chat.Furnish(opened.Room, request, "f3", Cancel);

        Assert.Equal(["https://meet.example.com/x", "https://wiki.example.com/x"], slack.Channels.All.Single(c => c.Id == opened.Room).Bookmarks.Order(StringComparer.Ordinal));
    }

    private async Task<(StrictChannel Room, IReadOnlyList<RoomTrouble> Troubles)> Furnished(SlackRig rig, params Role[] roles)
    {
        var request = new RoomRequest("inc-1", RoomBook.Incident, "sev1", ["ines"]) { Roles = roles };
        var opened = await rig.Chat.OpenRoom(request, "e1", Cancel);
        return (slack.Channels.All.Single(c => c.Id == opened.Room), await rig.Chat.Furnish(opened.Room, request, "f1", Cancel));
    }
}
