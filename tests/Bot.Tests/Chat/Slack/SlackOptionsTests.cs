using IncidentBot.Chat;
using IncidentBot.Chat.Slack;
using IncidentBot.People;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

public sealed class SlackOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slack-options-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_switched_off_needs_nothing() => Assert.True(new SlackOptionsValidator().Validate(null, new SlackOptions()).Succeeded);

    [Fact]
    public void All_faults_are_told_together_and_no_secret_is_shown()
    {
        var faults = Faults(new SlackOptions
        {
            Enabled = true,
            Mode = "carrier-pigeon",
            BotToken = "xoxp-very-secret",
            TeamId = "acme",
            AppId = "",
            EnterpriseId = "x",
            ApiUrl = "http://slack.example/api",
            IncidentsChannel = "#Incidents",
            CaptureEmoji = ":pin:",
        });

        Assert.Equal(9, faults.Count);
        Assert.DoesNotContain("very-secret", string.Join('\n', faults), StringComparison.Ordinal);
        foreach (var property in (string[])["Mode", "BotToken", "SigningSecret", "TeamId", "AppId", "EnterpriseId", "ApiUrl", "IncidentsChannel", "CaptureEmoji"])
        {
            Assert.Contains(faults, f => f.StartsWith($"Chat:Slack:{property} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void An_empty_signing_secret_refuses_to_start_over_http(string secret) =>
        Assert.Contains("SigningSecret", Assert.Single(Faults(Good() with { SigningSecret = secret })), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_no_secret_and_a_new_token_in_the_file_counts_at_once()
    {
        var file = Path.Combine(folder, "token");
        File.WriteAllText(file, "\n");
        Assert.Contains("is empty", Assert.Single(Faults(Good() with { BotToken = "", BotTokenFile = file })), StringComparison.Ordinal);

        File.WriteAllText(file, "xoxb-1\n");
        Assert.Empty(Faults(Good() with { BotToken = "", BotTokenFile = file }));
        var secret = new ChatSecret("", file);
        Assert.Equal(("xoxb-1", "(secret)"), (secret.Now, secret.ToString()));
        File.WriteAllText(file, "xoxb-2\n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        Assert.Equal("xoxb-2", secret.Now);
    }

    [Fact]
    public void An_account_is_one_persons_and_of_a_known_chat()
    {
        var people = new PeopleOptions
        {
            List =
            [
                new() { Id = "a", Name = "A", Accounts = { ["slack"] = "T01TEST/U01A" } }, new() { Id = "b", Name = "B", Accounts = { ["slack"] = "T01TEST/U01A" } },
                new() { Id = "c", Name = "C", Accounts = { ["slack"] = "U01A", ["irc"] = "c" } },
            ],
        };

        var faults = new PeopleOptionsValidator().Validate(null, people).Failures!.ToList();

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.Contains("\"a\" and \"b\"", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("T01TEST/U01ALICE", StringComparison.Ordinal) && f.Contains("\"U01A\"", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("no chat \"irc\"", StringComparison.Ordinal));
    }

    private static List<string> Faults(Given options) => Faults(new SlackOptions
    {
        Enabled = true,
        BotToken = options.BotToken,
        BotTokenFile = options.BotTokenFile,
        SigningSecret = options.SigningSecret,
        TeamId = "T01TEST",
        AppId = "A01APP",
    });

    private static List<string> Faults(SlackOptions options) => [.. new SlackOptionsValidator().Validate(null, options).Failures ?? []];

    private static Given Good() => new("xoxb-x", "", "s");

    private sealed record Given(string BotToken, string BotTokenFile, string SigningSecret);
}
