using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Cli;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class PeopleOfPlansTests : IDisposable
{
    private const string Maya = """{ "Id": "maya", "Name": "Maya", "Roles": [ "commander" ] }""";
    private const string Dario = """{ "Id": "dario", "Name": "Dario", "Roles": [ "data-owner" ] }""";
    private const string Elif = """{ "Id": "elif", "Name": "Elif", "Roles": [ "executive" ] }""";
    private const string Rafa = """{ "Id": "rafa", "Name": "Rafa", "Roles": [ "responder" ] }""";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("people-of-plans-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Enough_people_are_no_fault() => Assert.Empty(Faults(Maya, Dario, Elif, Rafa));

    [Fact]
    public void Nobody_listed_is_not_held_against_a_plan() => Assert.Empty(Faults());

    [Fact]
    public void A_role_without_a_person_is_a_fault_with_its_place() => Assert.Equal(
        ["plans/good.yaml:27:3: a failover for region-loss needs commander, data-owner, executive, each another person, and for executive nobody is left in People:List; "
            + "give the role to another active person who is no guest, or ask for fewer roles"],
        Faults(Maya, Dario, Rafa));

    [Theory]
    [InlineData("\"Guest\": true")]
    [InlineData("\"Active\": false")]
    public void Guests_and_those_who_left_do_not_count(string flag) => Assert.Single(Faults(Maya, Dario, Elif.Replace("\"Id\"", $"{flag}, \"Id\"", StringComparison.Ordinal), Rafa));

    [Fact]
    public void One_person_with_two_roles_fills_one() => Assert.Single(Faults(Maya, """{ "Id": "dario", "Name": "Dario", "Roles": [ "data-owner", "executive" ] }""", Rafa));

    [Fact]
    public void Somebody_must_be_left_to_propose() =>
        Assert.Contains("and one more who proposes it; People:List has 3 who may", Assert.Single(Faults(Maya, Dario, Elif)), StringComparison.Ordinal);

    [Fact]
    public void Whoever_is_called_in_a_roles_chain_can_fill_it() =>
        Assert.Empty(With(""", "Chains": { "executive": { "Deputies": [ "rafa" ] } }""", Maya, Dario, Rafa, """{ "Id": "nina", "Name": "Nina" }"""));

    private IReadOnlyList<string> Faults(params string[] people) => With("", people);

    private IReadOnlyList<string> With(string more, params string[] people)
    {
        File.WriteAllText(Path.Combine(root.CreateSubdirectory("plans").FullName, "good.yaml"), PlanText.Good);
        File.WriteAllText(Path.Combine(root.FullName, "appsettings.json"), $$"""{ "People": { "List": [ {{string.Join(", ", people)}} ]{{more}} } }""");
        return [.. PeopleOfPlans.Faults(null, root.FullName).Select(f => f.Replace('\\', '/'))];
    }
}
