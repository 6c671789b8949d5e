using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentBot.Chat.Teams;
using IncidentBot.People;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

public sealed class TeamsOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("teams-options-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_switched_off_needs_nothing_and_what_is_complete_has_no_fault()
    {
        Assert.True(new TeamsOptionsValidator().Validate(null, new TeamsOptions()).Succeeded);
        Assert.Empty(Faults(Good()));
    }

    [Fact]
    public void All_faults_are_told_together_and_no_secret_is_shown()
    {
        var faults = Faults(new TeamsOptions
        {
            Enabled = true,
            AppId = "my-app",
            TenantId = "contoso.com",
            ClientSecret = "very-secret",
            ClientSecretFile = "/very/secret",
            IncidentsTeam = "",
            IncidentsChannel = "incidents channel",
            StakeholdersChannel = "a b",
            CaptureEmoji = ":pin:",
            ServiceUrl = "http://smba.example.com/",
            OpenIdMetadata = "https://login.example.com/openid",
            LoginAuthority = "https://login.example.com/",
            GraphUrl = "https://graph.example.com/",
        });

        Assert.Equal(11, faults.Count);
        Assert.DoesNotContain("very-secret", string.Join('\n', faults), StringComparison.Ordinal);
        foreach (var property in (string[])["AppId", "TenantId", "IncidentsTeam", "IncidentsChannel", "StakeholdersChannel", "CaptureEmoji", "ServiceUrl", "OpenIdMetadata", "LoginAuthority", "GraphUrl"])
        {
            Assert.Contains(faults, f => f.StartsWith($"Chat:Teams:{property} ", StringComparison.Ordinal));
        }

        Assert.Contains(faults, f => f.Contains("ClientSecret and ClientSecretFile are", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_certificate_takes_the_place_of_a_secret_and_needs_its_key(bool pem)
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=incidentbot", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (with, without) = (Path.Combine(folder, "with"), Path.Combine(folder, "without"));
        File.WriteAllBytes(with, pem ? System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + rsa.ExportPkcs8PrivateKeyPem()) : certificate.Export(X509ContentType.Pfx, "pass"));
        File.WriteAllText(without, certificate.ExportCertificatePem());

        Assert.Empty(Faults(ByCertificate(with, pem ? "" : "pass")));
        Assert.Contains("CertificateFile must hold", Assert.Single(Faults(ByCertificate(without, ""))), StringComparison.Ordinal);
        Assert.Contains("CertificateFile must hold", Assert.Single(Faults(ByCertificate(Path.Combine(folder, "none"), ""))), StringComparison.Ordinal);
        Assert.Contains("CertificateFile must hold", Assert.Single(Faults(ByCertificate(with, "wrong"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", false, false, true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false, false, false)]
    [InlineData("https://localhost/x", false, false, false)]
    [InlineData("http://127.0.0.1:5000/", false, false, false)]
    [InlineData("http://127.0.0.1:5000/", false, true, true)]
    [InlineData("http://127.0.0.1:5000/", true, false, true)]
    [InlineData("http://localhost:5000/_connector", true, false, true)]
    [InlineData("https://smba.trafficmanager.net/emea/", true, false, false)]
    [InlineData("http://127.0.0.1.example.com/", true, false, false)]
    [InlineData("http://user@localhost/", true, false, false)]
    [InlineData("ftp://localhost/", true, false, false)]
    [InlineData("", true, false, false)]
    public void Answers_go_over_https_or_in_a_rehearsal_to_this_machine_alone(string url, bool development, bool ownLogin, bool may)
    {
        var options = Good();
        options.Development = development;
        options.OpenIdMetadata = ownLogin ? "http://127.0.0.1:9/openid" : TeamsOptions.PublicMetadata;
        Assert.Equal(may, options.MayAnswerAt(url));
    }

    [Theory]
    [InlineData("http://0.0.0.0:3978")]
    [InlineData("http://*:3978")]
    [InlineData("http://127.0.0.1:3978;http://10.0.0.1:3978")]
    public void The_development_profile_refuses_to_listen_beyond_this_machine(string urls)
    {
        var teams = Options.Create(new TeamsOptions { Enabled = true, Development = true });
        var validator = new IncidentBot.Web.WebOptionsValidator(Options.Create(new IncidentBot.Chat.Local.LocalChatOptions()), teams);
        Assert.Contains("Chat:Teams:Development", Assert.Single(validator.Validate(null, new IncidentBot.Web.WebOptions { Urls = urls }).Failures!), StringComparison.Ordinal);
        Assert.True(validator.Validate(null, new IncidentBot.Web.WebOptions { Urls = "http://127.0.0.1:3978;http://localhost:3978" }).Succeeded);
        teams.Value.Development = false;
        Assert.True(validator.Validate(null, new IncidentBot.Web.WebOptions { Urls = urls }).Succeeded);
    }

    [Fact]
    public void An_account_is_the_tenant_and_the_object_id_in_lower_case()
    {
        PeopleOptions Of(string account) => new() { List = [new() { Id = "a", Name = "A", Accounts = { ["teams"] = account } }] };
        var good = $"{BotFramework.Tenant}/{TeamsActivities.UserOf("ines")}";
        Assert.True(new PeopleOptionsValidator().Validate(null, Of(good)).Succeeded);
        foreach (var bad in (string[])[good.ToUpperInvariant(), "ines@example.com", TeamsActivities.UserOf("ines"), "29:1abc"])
        {
            Assert.Contains("Entra object id", Assert.Single(new PeopleOptionsValidator().Validate(null, Of(bad)).Failures!), StringComparison.Ordinal);
        }
    }

    private static TeamsOptions Good() => new()
    {
        Enabled = true,
        AppId = BotFramework.App,
        TenantId = BotFramework.Tenant,
        ClientSecret = "s",
        IncidentsTeam = TeamsActivities.Team,
        IncidentsChannel = TeamsActivities.Incidents,
    };

    private static TeamsOptions ByCertificate(string file, string password)
    {
        var options = Good();
        (options.ClientSecret, options.CertificateFile, options.CertificatePassword) = ("", file, password);
        return options;
    }

    private static List<string> Faults(TeamsOptions options) => [.. new TeamsOptionsValidator().Validate(null, options).Failures ?? []];
}
