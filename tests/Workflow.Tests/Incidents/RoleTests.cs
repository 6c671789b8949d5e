using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>Roles are taken, given and dropped by name, and a refusal says who holds them.</summary>
public sealed class RoleTests
{
    [Theory]
    [InlineData("debo")]
    [InlineData("Debo Ade")]
    [InlineData("debo ADE")]
    public void A_role_is_given_to_a_person_by_id_or_by_name(string person)
    {
        var story = new Scenario().Opened().Do(Some.Maya, new IncidentCommand.AssignRole(Role.Deputy, person));

        Assert.True(story.Incident.Holds("debo", Role.Deputy));
        Assert.Equal(("debo", "Debo Ade"), (story.Events.OfType<IncidentEvent.RoleTaken>().Last().Person, story.Events.OfType<IncidentEvent.RoleTaken>().Last().Name));
    }

    [Fact]
    public void An_id_goes_before_a_name_that_is_spelt_like_it()
    {
        var namesake = Some.Debo with { Id = "other", Name = "debo" };
        var story = new Scenario { People = new Approvals.Roster([namesake, .. Some.Roster.All]) }.Opened().Do(Some.Maya, new IncidentCommand.AssignRole(Role.Deputy, "debo"));

        Assert.True(story.Incident.Holds("debo", Role.Deputy));
        Assert.False(story.Incident.Holds("other", Role.Deputy));
    }

    [Fact]
    public void Nobody_and_those_who_hold_it_already_are_refused()
    {
        var story = new Scenario().Opened();

        Refused(story, Some.Maya, new IncidentCommand.AssignRole(Role.Deputy, "nobody"), "unknown-person", "The directory knows nobody called 'nobody'.");
        Refused(story, Some.Maya, new IncidentCommand.TakeRole(Role.Commander), "holds-already", "Maya Okafor is commander already.");
        Refused(story, Some.Ravi, new IncidentCommand.DropRole(Role.Commander), "holds-not", "You are not commander.");
        Refused(story, Some.Ravi, new IncidentCommand.TakeRole(Role.DataOwner), "not-eligible", "Ravi Iyer may not take the role data-owner: the directory does not list it for them.");
    }

    [Fact]
    public void A_refusal_names_who_holds_the_role_that_is_needed_or_says_that_nobody_does()
    {
        var story = new Scenario().Opened();
        Refused(story, Some.Ravi, new IncidentCommand.Unfreeze("x"), "role-needed", "This needs the role commander. commander is Maya Okafor.");
        Refused(story, Some.Ravi, new IncidentCommand.Freeze("x"), "role-needed", "This needs the role commander or deputy or data-owner. commander is Maya Okafor.");

        story.Do(Some.Maya, new IncidentCommand.DropRole(Role.Commander));

        Refused(story, Some.Ravi, new IncidentCommand.Unfreeze("x"), "role-needed", "This needs the role commander. Nobody is commander now.");
        Assert.Equal("Dropped by themselves.", story.Only<IncidentEvent.RoleLost>().Reason);
    }

    [Fact]
    public void Who_takes_command_is_named_to_the_one_before()
    {
        var second = Some.Ravi with { Roles = [Role.Commander] };
        var story = new Scenario { People = new Approvals.Roster([Some.Maya, second]) }.Opened().Do(second, new IncidentCommand.TakeRole(Role.Commander));

        Assert.Equal(("maya", "Ravi Iyer took command."), (story.Only<IncidentEvent.RoleLost>().Person, story.Only<IncidentEvent.RoleLost>().Reason));
    }

    [Fact]
    public void Who_declares_takes_command_only_if_the_directory_lets_them()
    {
        var declare = new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, " it fails ", null, []);

        Assert.Equal("maya", new Scenario().Do(Some.Maya, declare).Incident.Commander);
        Assert.Null(new Scenario().Do(Some.Ravi, declare).Incident.Commander);
        Assert.Null(new Scenario().Do(null, declare).Incident.Commander);
        Assert.Equal("it fails", new Scenario().Do(Some.Ravi, declare).Incident.Summary);
        Assert.Equal("no-summary", new Scenario().Refused(Some.Ravi, declare with { Summary = " " }).Code);
    }

    private static void Refused(Scenario story, Approvals.Person person, IncidentCommand command, string code, string reason)
    {
        var refusal = story.Refused(person, command);
        Assert.Equal((code, reason), (refusal.Code, Assert.Single(refusal.Reasons)));
    }
}
