using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Inbound;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>When the Bot Framework is asked for its keys, and when it must not be.</summary>
public sealed class TeamsKeysTests : IAsyncLifetime
{
    private readonly ManualTime clock = new(DateTimeOffset.UtcNow);
    private BotFramework login = null!;
    private TeamsKeys keys = null!;
    private TeamsTokens tokens = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        login = await BotFramework.Start(Cancel);
        var options = new TeamsOptions { AppId = BotFramework.App, TenantId = BotFramework.Tenant, OpenIdMetadata = login.Metadata };
        keys = new TeamsKeys(new HttpClient(), options, clock, NullLogger<TeamsKeys>.Instance);
        tokens = new TeamsTokens(keys, options, clock);
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await login.DisposeAsync();
    }

    [Fact]
    public async Task Many_tokens_cost_one_question()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i => Assert.NotNull((await tokens.Check(login.Token(to: DateTimeOffset.UtcNow.AddMinutes(30 + i)), Cancel)).Caller)));
        Assert.Equal(1, login.Lookups);
    }

    [Fact]
    public async Task A_new_key_is_found_by_one_question_more_and_invented_ones_ask_once_a_minute()
    {
        Assert.NotNull((await tokens.Check(login.Token(), Cancel)).Caller);
        var next = BotFramework.NewKey("key-2");
        login.Publish(next, "msteams");

        Assert.NotNull((await tokens.Check(login.Token(key: next), Cancel)).Caller);
        Assert.Equal(2, login.Lookups);

        foreach (var invented in (string[])["a", "b", "c"])
        {
            Assert.Null((await tokens.Check(login.Token(key: BotFramework.NewKey(invented)), Cancel)).Caller);
        }

        Assert.Equal(2, login.Lookups);
        clock.Advance(TeamsKeys.Between + TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.Check(login.Token(key: BotFramework.NewKey("d")), Cancel).AsTask()));
        Assert.Equal(3, login.Lookups);
        Assert.NotNull((await tokens.Check(login.Token(), Cancel)).Caller);
    }

    [Fact]
    public async Task A_token_that_names_another_issuer_asks_nothing()
    {
        Assert.Null((await tokens.Check(login.Token(issuer: "https://evil.example.com/"), Cancel)).Caller);
        Assert.Equal(0, login.Lookups);
    }

    [Fact]
    public async Task A_known_token_stops_counting_when_it_expires()
    {
        var token = login.Token(to: clock.GetUtcNow().AddMinutes(2));
        Assert.NotNull((await tokens.Check(token, Cancel)).Caller);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull((await tokens.Check(token, Cancel)).Caller);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await tokens.Check(token, Cancel)).Caller);
    }

    [Fact]
    public async Task A_failed_question_is_not_repeated_at_once_and_does_not_take_away_what_is_known()
    {
        login.Down = true;
        Assert.Contains("does not tell", (await tokens.Check(login.Token(), Cancel)).Reason, StringComparison.Ordinal);
        login.Down = false;
        Assert.Contains("a moment ago", (await tokens.Check(login.Token(), Cancel)).Reason, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull((await tokens.Check(login.Token(), Cancel)).Caller);

        clock.Advance(TeamsKeys.Between);
        login.Down = true;
        Assert.Null((await tokens.Check(login.Token(key: BotFramework.NewKey("e")), Cancel)).Caller);
        Assert.NotNull((await tokens.Check(login.Token(to: clock.GetUtcNow().AddMinutes(9)), Cancel)).Caller);
    }
}
