using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat.Local;
using IncidentBot.Chat.Teams;
using IncidentBot.Web;
using IncidentBot.Web.Access;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Web;

/// <summary>What of the section Web is refused at start, and that no fault shows a key.</summary>
public sealed class WebOptionsTests
{
    private readonly LocalChatOptions chat = new();
    private readonly TeamsOptions teams = new();

    [Fact]
    public void The_defaults_are_sound_and_every_fault_is_told_together()
    {
        Assert.Empty(Faults(new WebOptions()));
        var options = new WebOptions { Urls = "https://a;ftp://b;http://c/d", Key = "marked-key", Limits = { PerSecond = 0, Burst = -1, RefusedPerMinute = 0, RefusedBurst = 0, Connections = 1 } };
        options.Proxies.Add("10.0.0.0/8");
        var faults = Faults(options);
        Assert.Equal(10, faults.Count);
        Assert.DoesNotContain(faults, f => f.Contains("marked-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", null)]
    [InlineData("http://*:5080", null)]
    [InlineData("http://127.0.0.1:5080;http://[::]:5080", null)]
    [InlineData("http://127.0.0.1:5080", "10.0.0.7")]
    public void Beyond_loopback_the_api_needs_a_key_and_personas_and_unproven_activities_are_refused(string urls, string? proxy)
    {
        var options = new WebOptions { Urls = urls, Api = true };
        if (proxy is not null)
        {
            options.Proxies.Add(proxy);
        }

        Assert.Contains("set Web:KeyFile or Web:Key", Assert.Single(Faults(options)), StringComparison.Ordinal);
        options.Key = WebUnderTest.Key;
        Assert.Empty(Faults(options));
        chat.Enabled = true;
        chat.Personas.Add(new LocalPersona { Id = "maya", Name = "Maya" });
        Assert.Contains("personas", Assert.Single(Faults(options)), StringComparison.Ordinal);
        (teams.Enabled, teams.Development) = (true, true);
        Assert.Equal(2, Faults(options).Count);
    }

    [Fact]
    public void A_key_comes_from_the_settings_or_from_a_file_and_is_long_and_visible()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Sub("web-key");
        Assert.Contains("cannot", Assert.Single(Faults(new WebOptions { KeyFile = file })), StringComparison.Ordinal);
        File.WriteAllText(file, WebUnderTest.Key + "\n");
        Assert.Empty(Faults(new WebOptions { KeyFile = file }));
        Assert.True(new WebKey(Options.Create(new WebOptions { KeyFile = file })).Is(WebUnderTest.Key));
        Assert.Contains("both", Assert.Single(Faults(new WebOptions { KeyFile = file, Key = WebUnderTest.Key })), StringComparison.Ordinal);
        foreach (var bad in (string[])["", new string('a', WebKey.Shortest - 1), new string('a', WebKey.Longest + 1), WebUnderTest.Key + "\u00e9", "two lines of a key\nthat is long enough for both"])
        {
            File.WriteAllText(file, bad);
            Assert.Contains("visible ASCII", Assert.Single(Faults(new WebOptions { KeyFile = file })), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_session_ends_and_counts_with_the_same_key_only()
    {
        var now = new DateTimeOffset(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);
        var (key, same, other) = (Of(WebUnderTest.Key), Of(WebUnderTest.Key), Of(new string('x', 40)));
        var session = key.Session(now);
        Assert.True(same.IsSession(session, now + WebKey.SessionFor - TimeSpan.FromSeconds(1)));
        Assert.False(same.IsSession(session, now + WebKey.SessionFor));
        Assert.False(other.IsSession(session, now));
        foreach (var hostile in (string?[])[null, "", ".", "..", "1.", session + ".", session[..^1], "x" + session])
        {
            Assert.False(key.IsSession(hostile, now));
        }

        Assert.False(new WebKey(Options.Create(new WebOptions())).Is(""));
    }

    private static WebKey Of(string key) => new(Options.Create(new WebOptions { Key = key }));

    private List<string> Faults(WebOptions options) =>
        [.. new WebOptionsValidator(Options.Create(chat), Options.Create(teams)).Validate(null, options).Failures ?? []];
}
