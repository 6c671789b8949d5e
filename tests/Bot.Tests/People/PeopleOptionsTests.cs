using IncidentBot.People;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

public sealed class PeopleOptionsTests
{
    [Fact]
    public void Good_chains_are_good() => Assert.True(new PeopleOptionsValidator().Validate(null, Good()).Succeeded);

    [Fact]
    public void Every_fault_of_the_chains_is_told_at_once()
    {
        var options = Good();
        options.Chains["king"] = new ChainOptions { Deputies = ["ines"] };
        options.Chains["commander"] = new ChainOptions();
        options.Chains["data-owner"].Deputies.AddRange(["nobody", "gone", "greta", "ines", "dario"]);
        options.Chains["data_owner"] = new ChainOptions { Deputies = ["ines"] };
        options.DutyExecutive = "dario";
        options.RefreshEvery = "1s";

        var faults = new PeopleOptionsValidator().Validate(null, options).Failures!.ToList();

        foreach (var fault in (string[])
        [
            "People:Chains:king is no role", "People:Chains:commander:Deputies names nobody", "Deputies:1 names \"nobody\", who is not in",
            "Deputies:2 names \"gone\", who is not active", "Deputies:3 names \"greta\", who is a guest", "Deputies:4 names \"ines\" again",
            "Deputies:5: \"dario\" may take the role data-owner", "names the role data-owner 2 times", "People:DutyExecutive names \"dario\", who must have the role executive",
            "People:RefreshEvery must be a duration of 5s to 1h, such as 60s; it is \"1s\".",
        ])
        {
            Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
        }

        Assert.Equal(10, faults.Count);
    }

    internal static PeopleOptions Good() => new()
    {
        List =
        [
            new() { Id = "dario", Name = "Dario", Roles = ["data-owner"] }, new() { Id = "elin", Name = "Elin", Roles = ["executive"] },
            new() { Id = "ines", Name = "Ines" }, new() { Id = "greta", Name = "Greta", Guest = true }, new() { Id = "gone", Name = "Gone", Active = false },
        ],
        Chains = { ["data-owner"] = new ChainOptions { Deputies = ["ines"] } },
        DutyExecutive = "elin",
    };
}
