using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

public sealed class StaffingTests
{
    [Fact]
    public void One_person_fills_one_role()
    {
        Assert.Equal([Role.DataOwner], Unfilled([Role.Commander, Role.DataOwner], [Role.Commander, Role.DataOwner]));
        Assert.Empty(Unfilled([Role.Commander, Role.DataOwner], [Role.Commander, Role.DataOwner], [Role.Commander]));
    }

    [Fact]
    public void Somebody_taken_passes_on_to_another_role() =>
        Assert.Empty(Unfilled([Role.Commander, Role.DataOwner, Role.Executive], [Role.Commander, Role.DataOwner], [Role.Commander, Role.Executive], [Role.Commander]));

    [Fact]
    public void Nobody_at_all_leaves_every_role_open() => Assert.Equal([Role.Commander, Role.Executive], Unfilled([Role.Commander, Role.Executive]));

    [Fact]
    public void As_many_stay_open_as_the_best_choice_of_people_leaves_open()
    {
        var roles = Gen.Elements(Role.Commander, Role.DataOwner, Role.Executive, Role.CommsLead);
        var people = roles.ArrayOf(3).Select(r => r.Distinct().ToArray()).ArrayOf(4);
        Prop.ForAll(people.ToArbitrary(), all =>
            Unfilled([Role.Commander, Role.DataOwner, Role.Executive, Role.CommsLead], all).Count == 4 - Best([Role.Commander, Role.DataOwner, Role.Executive, Role.CommsLead], all)).QuickCheckThrowOnFailure();
    }

    /// <summary>Tries every choice.</summary>
    private static int Best(Role[] open, Role[][] people) => people.Length == 0 ? 0
        : people[0].Where(open.Contains).Select(r => 1 + Best([.. open.Where(o => o != r)], people[1..])).Append(Best(open, people[1..])).Max();

    private static IReadOnlyList<Role> Unfilled(Role[] required, params Role[][] people) => Staffing.Unfilled(required, [.. people.Select(p => p.ToHashSet())]);
}
