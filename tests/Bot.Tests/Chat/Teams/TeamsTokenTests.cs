using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Connector;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Where the bot's token comes from, and where it never goes.</summary>
public sealed class TeamsTokenTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("teams-token-").FullName;
    private StrictConnector teams = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => teams = await TeamsRig.Teams(Cancel);

    public async ValueTask DisposeAsync()
    {
        await teams.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_token_serves_many_calls_and_another_scope_has_another()
    {
        using var rig = new TeamsRig(teams, folder);
        await rig.Connector.Team(StrictConversations.Team, Cancel);
        await rig.Connector.Members(StrictConversations.Team, null, Cancel);
        Assert.Equal(1, teams.TokensGiven);

        Assert.Equal("token for https://graph.microsoft.com", await rig.Token.For(TeamsToken.Graph, Cancel));
        Assert.Equal(2, teams.TokensGiven);
    }

    [Fact]
    public async Task A_secret_that_is_replaced_in_its_file_is_taken_up()
    {
        var file = Path.Combine(folder, "secret");
        await File.WriteAllTextAsync(file, "old", Cancel);
        using var rig = new TeamsRig(teams, folder, o => (o.ClientSecret, o.ClientSecretFile) = ("", file));

        var refused = await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Connector.Team(StrictConversations.Team, Cancel));
        Assert.Contains("invalid_client", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("old", refused.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, StrictConnector.Secret, Cancel);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        await rig.Connector.Team(StrictConversations.Team, Cancel);
    }

    [Fact]
    public async Task A_certificate_does_in_the_place_of_a_secret()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=incidentbot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, "bot.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "pw"), Cancel);
        using var rig = new TeamsRig(teams, folder, o => (o.ClientSecret, o.CertificateFile, o.CertificatePassword) = ("", file, "pw"));

        Assert.Equal("Operations", (await rig.Connector.Team(StrictConversations.Team, Cancel)).Name);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        using var rig = new TeamsRig(teams, folder);
        teams.Next(status);
        Assert.Equal($"http_{status}", (await Assert.ThrowsAsync<TeamsErrorException>(() => rig.Connector.Team(StrictConversations.Team, Cancel))).Code);
        Assert.DoesNotContain(teams.Calls, c => c.StartsWith("elsewhere", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://smba.example.com/teams/")]
    [InlineData("https://user:pw@smba.trafficmanager.net/")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task The_token_goes_to_no_address_that_is_not_allowed(string address)
    {
        using var rig = new TeamsRig(teams, folder, o => o.ServiceUrl = address);
        await Assert.ThrowsAsync<ChatRefusedException>(() => rig.Connector.Team(StrictConversations.Team, Cancel));
        Assert.Equal(0, teams.TokensGiven);
    }

    [Fact]
    public async Task The_address_that_a_verified_activity_named_comes_before_the_configured_one()
    {
        using var rig = new TeamsRig(teams, folder, o => o.ServiceUrl = "http://127.0.0.1:9/");
        await rig.References.Keep(new TeamsReference(TeamsReference.Personal, "a:1", teams.Service.ToString(), StrictConnector.Tenant, "u", "29:u", null, null), Cancel);
        Assert.Equal(StrictConversations.Group, (await rig.Connector.Team(StrictConversations.Team, Cancel)).AadGroupId);
    }

    [Fact]
    public async Task A_rehearsal_sends_no_token()
    {
        using var rig = new TeamsRig(teams, folder, o => o.Development = true);
        Assert.Null(await rig.Token.For(TeamsToken.Connector, Cancel));
        await Assert.ThrowsAsync<ChatUnavailableException>(() => rig.Connector.Team(StrictConversations.Team, Cancel));
        Assert.Equal(0, teams.TokensGiven);
    }
}
