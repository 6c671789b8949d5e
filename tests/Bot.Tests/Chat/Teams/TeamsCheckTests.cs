using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>What `--check` says of Teams before the first incident does.</summary>
public sealed class TeamsCheckTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("teams-check-").FullName;
    private StrictConnector teams = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => teams = await TeamsRig.Teams(Cancel);

    public async ValueTask DisposeAsync()
    {
        await teams.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_team_that_has_everything_has_no_fault() => Assert.Empty(await Check());

    [Fact]
    public async Task A_channel_that_is_not_there_and_a_person_who_is_not_are_named()
    {
        teams.Look(c => c.Users.Single(u => u.Aad == TeamsRig.AadOf("dana")).InTeam = false);

        Assert.Equal(
            [
                "Chat:Teams:StakeholdersChannel is 19:gone@thread.tacv2, which is no channel of the team. It has General (19:team@thread.tacv2), incidents (19:incidents@thread.tacv2).",
                "dana is not in the team, and cannot be called by name: add them to it.",
            ],
            await Check(o => o.StakeholdersChannel = "19:gone@thread.tacv2"));
    }

    [Fact]
    public async Task An_app_that_is_not_in_the_team_is_said_with_what_to_do() =>
        Assert.StartsWith("The team 19:other@thread.tacv2 cannot be read (NotFound). ", Assert.Single(await Check(o => o.IncidentsTeam = "19:other@thread.tacv2")), StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_secret_is_no_fault_of_the_team()
    {
        teams.Accepted = "another";
        Assert.Contains("put a new one in its place", (await Assert.ThrowsAsync<ChatUnavailableException>(() => Check())).Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> Check(Action<TeamsOptions>? change = null)
    {
        using var rig = new TeamsRig(teams, folder, change);
        return await new TeamsCheck(rig.Connector, rig.Members, rig.Accounts, rig.Options).Faults(Cancel);
    }
}
