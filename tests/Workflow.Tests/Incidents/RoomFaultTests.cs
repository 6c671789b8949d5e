using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>What a platform refuses in a room: told once for each cause, and gone when it is mended.</summary>
public sealed class RoomFaultTests
{
    private const string Slack = "slack";

    private static readonly RoomRef Room = new(Slack, "C1", "incident", "inc-1");

    [Fact]
    public void What_is_refused_again_for_the_same_cause_is_not_told_again_and_what_is_new_is()
    {
        var story = Story().Do(null, Trouble("missing_scope", "set the topic")).Do(null, Trouble("missing_scope", "set the topic"))
            .Do(null, Trouble("missing_scope", "set the topic", "invite maya"));

        Assert.Equal(["could not set the topic (missing_scope).", "could not invite maya (missing_scope)."], story.Events.OfType<IncidentEvent.RoomDegraded>().Select(e => e.Problem));
        Assert.Equal("could not set the topic, invite maya (missing_scope).", Assert.Single(story.Incident.RoomFaults).Left);
    }

    [Fact]
    public void Another_cause_takes_the_place_of_the_first()
    {
        var story = Story().Do(null, Trouble("missing_scope", "invite maya", "invite dario")).Do(null, Trouble("user_not_found", "invite maya"));

        Assert.Equal(["could not invite dario (missing_scope).", "could not invite maya (user_not_found)."], story.Incident.RoomFaults.Select(f => f.Left));
    }

    [Fact]
    public void What_is_mended_goes_and_what_is_left_stays()
    {
        var story = Story().Do(null, Trouble("missing_scope", "set the topic", "invite maya"))
            .Do(null, new IncidentCommand.NoteRoomMended(Slack, "incident", ["set the topic", "never refused"]));

        Assert.Equal(["set the topic"], story.Only<IncidentEvent.RoomMended>().Parts);
        Assert.Equal("could not invite maya (missing_scope).", Assert.Single(story.Incident.RoomFaults).Left);

        story.Do(null, new IncidentCommand.NoteRoomMended(Slack, "incident", ["set the topic", "invite maya"])).Do(null, new IncidentCommand.NoteRoomMended(Slack, "incident", ["invite maya"]));
        Assert.Empty(story.Incident.RoomFaults);
        Assert.Equal(2, story.Events.OfType<IncidentEvent.RoomMended>().Count());
    }

    [Fact]
    public void One_room_and_platform_says_nothing_of_another()
    {
        var story = Story().Do(null, Trouble("missing_scope", "set the topic"))
            .Do(null, new IncidentCommand.NoteRoomMended(Slack, "stakeholders", ["set the topic"])).Do(null, new IncidentCommand.NoteRoomMended("teams", "incident", ["set the topic"]));

        Assert.Single(story.Incident.RoomFaults);
        Assert.Empty(story.Events.OfType<IncidentEvent.RoomMended>());
    }

    [Fact]
    public void Another_room_in_its_place_begins_without_faults()
    {
        var story = Story().Do(null, Trouble("missing_scope", "set the topic")).Do(null, new IncidentCommand.NoteRoom(Room with { Room = "C2" }));

        Assert.Empty(story.Incident.RoomFaults);
    }

    [Fact]
    public void What_trying_again_cannot_help_is_told_once_and_kept()
    {
        var skipped = new IncidentCommand.NoteRoomTrouble(Slack, "greta is a guest", "invite her by hand");
        var story = Story().Do(null, skipped).Do(null, skipped).Do(null, new IncidentCommand.NoteRoom(Room with { Room = "C2" }));

        Assert.Single(story.Events.OfType<IncidentEvent.RoomDegraded>());
        Assert.Equal(("greta is a guest", false), (Assert.Single(story.Incident.RoomFaults).Left, story.Incident.RoomFaults[0].CanBeMended));
    }

    [Fact]
    public void A_closed_incident_still_tells_that_its_room_could_not_be_archived()
    {
        var story = Story().Do(Some.Maya, new IncidentCommand.CallFalseAlarm("the probe was wrong")).Do(null, Trouble("missing_scope", "archive the channel"));

        Assert.Equal(["archive the channel"], story.Only<IncidentEvent.RoomDegraded>().Parts);
    }

    private static Scenario Story() => new Scenario().Opened().Do(null, new IncidentCommand.NoteRoom(Room));

    private static IncidentCommand.NoteRoomTrouble Trouble(string cause, params string[] parts) =>
        new(Slack, RoomFault.Words("incident", parts, cause), "add the scope") { Room = "incident", Parts = parts, Cause = cause };
}
