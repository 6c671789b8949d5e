using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Teams.Inbound;
using IncidentBot.Workflow.Incidents;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>Who is let in by Teams' door: every fault is a plain 401 or 403, never a 500, and nothing of it is carried out.</summary>
public sealed class TeamsDoorTests : WithTeamsBot
{
    [Fact]
    public async Task A_good_token_lets_in_and_the_command_is_carried_out()
    {
        Assert.StartsWith("teams-incident-inc-1-checkout", await bot.Declare("ines", Cancel), StringComparison.Ordinal);
        Assert.Equal("ines", Assert.Single((await bot.Events(Cancel)).OfType<IncidentEvent.Declared>()).By.Person);
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("not-yet")]
    [InlineData("service-url")]
    [InlineData("no-service-url")]
    [InlineData("endorsement")]
    [InlineData("unknown-key")]
    [InlineData("same-kid-other-key")]
    [InlineData("alg-none")]
    [InlineData("hs256-by-public-key")]
    [InlineData("ps256")]
    [InlineData("changed-payload")]
    public async Task A_token_that_is_not_good_is_refused_and_the_log_says_why(string fault)
    {
        var endorsed = BotFramework.NewKey("skype-only");
        login.Publish(endorsed, "skype");
        var now = DateTimeOffset.UtcNow;
        var (token, why) = fault switch
        {
            "issuer" => (login.Token(issuer: "https://sts.windows.net/x/"), "issuer"),
            "audience" => (login.Token(audience: "22222222-2222-4333-8444-555555555555"), "another app"),
            "expired" => (login.Token(from: now.AddHours(-2), to: now.AddMinutes(-6)), "expired"),
            "not-yet" => (login.Token(from: now.AddMinutes(6), to: now.AddHours(2)), "not valid yet"),
            "service-url" => (login.Token(serviceUrl: "https://smba.example.com/"), "serviceUrl is not the one"),
            "no-service-url" => (login.Token(withServiceUrl: false), "no claim serviceurl"),
            "endorsement" => (login.Token(key: endorsed), "not endorsed"),
            "unknown-key" => (login.Token(key: BotFramework.NewKey("nobody's")), "none of the Bot Framework's"),
            "same-kid-other-key" => (login.Token(key: BotFramework.NewKey(login.Key.KeyId)), "signature"),
            "alg-none" => (Unsigned(login.Token()), "algorithm"),
            "hs256-by-public-key" => (ByPublicKey(login.Token(), login.Key), "algorithm"),
            "ps256" => (login.Token(algorithm: SecurityAlgorithms.RsaSsaPssSha256), "algorithm"),
            _ => (Changed(login.Token()), "signature"),
        };

        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(Declaration(), Cancel, token));
        await Nothing();
        Assert.Contains(why, Assert.Single(bot.Log.Lines, l => l.Contains("was refused with 403", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_minutes_of_skew_are_allowed_either_way_and_the_service_url_may_differ_in_case()
    {
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration(), Cancel, login.Token(from: now.AddHours(-2), to: now.AddMinutes(-4))));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration(), Cancel, login.Token(from: now.AddMinutes(4), to: now.AddHours(2))));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration(), Cancel, login.Token(serviceUrl: login.ServiceUrl.ToUpperInvariant())));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration(), Cancel, login.Token(algorithm: SecurityAlgorithms.RsaSha512)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    public async Task Without_a_bearer_token_nobody_is_let_in(string? header)
    {
        using var answer = await bot.Raw(Declaration().ToJsonString(), header, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await Nothing();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.%%%.x")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.eyJpc3MiOjEyM30.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.eyJpc3MiOiJodHRwczovL2FwaS5ib3RmcmFtZXdvcmsuY29tIiwiZXhwIjoiYSJ9.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.bm90IGpzb24.AAAA")]
    public async Task A_garbage_token_is_refused_like_any_other(string token)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(Declaration(), Cancel, token));
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(Declaration(), Cancel, token + new string('x', 20_000)));
        await Nothing();
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("conversation-tenant")]
    [InlineData("no-tenant")]
    [InlineData("channel")]
    [InlineData("service-url")]
    public async Task An_activity_of_elsewhere_is_refused_under_a_good_token(string fault)
    {
        var activity = Declaration();
        switch (fault)
        {
            case "tenant": activity["channelData"]!["tenant"]!["id"] = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee"; break;
            case "conversation-tenant": activity["conversation"]!["tenantId"] = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee"; break;
            case "no-tenant": activity["channelData"] = new JsonObject(); break;
            case "channel": activity["channelId"] = "directline"; break;
            default: activity["serviceUrl"] = "http://smba.example.com/"; break;
        }

        login.Publish(BotFramework.NewKey("unused"), "directline");
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(activity, Cancel, login.Token(serviceUrl: (string)activity["serviceUrl"]!)));
        await Nothing();
    }

    [Fact]
    public async Task A_channel_that_the_key_is_endorsed_for_is_refused_all_the_same_if_it_is_not_Teams()
    {
        var key = BotFramework.NewKey("direct-line");
        login.Publish(key, "directline", "msteams");
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(Declaration().With("channelId", "directline"), Cancel, login.Token(key: key)));
        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration(), Cancel, login.Token(key: key)));
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_activity_is_a_400_or_413()
    {
        var large = Declaration().With("text", new string('x', TeamsEndpoint.Largest));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await bot.Send(large, Cancel));
        foreach (var body in (string[])["", "not json", "[]", "null", "{}", """{"type":7}""", """{"type":""}""", new string('[', 200), """{"type":"\ud800"}"""])
        {
            using var answer = await bot.Raw(body, "Bearer " + login.Token(), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        var nowhere = Declaration();
        nowhere["conversation"] = new JsonObject();
        Assert.Equal(HttpStatusCode.BadRequest, await bot.Send(nowhere, Cancel));
    }

    [Fact]
    public async Task Odd_types_and_broken_text_in_a_good_activity_are_no_500()
    {
        var text = Declaration().ToJsonString();
        foreach (var (from, to) in ((string, string)[])[("\"text\":\"", "\"text\":\"\\ud800"), ("\"entities\":[", "\"entities\":[7,null,{},"), ("\"timestamp\":\"", "\"timestamp\":\"x"), ("\"from\":{", "\"from\":{\"role\":{},")])
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            using var answer = await bot.Raw(text.Replace(from, to, StringComparison.Ordinal), "Bearer " + login.Token(), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await bot.Send(Declaration().With("type", "neverHeardOf"), Cancel));
        Assert.Equal(HttpStatusCode.NotImplemented, await bot.Send(Declaration().With("type", "invoke").With("name", "task/fetch"), Cancel));
    }

    [Fact]
    public async Task While_the_keys_cannot_be_had_nobody_is_let_in_and_afterwards_everybody_again()
    {
        login.Down = true;
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Send(Declaration(), Cancel));
        Assert.Contains(bot.Log.Lines, l => l.Contains("does not tell the Bot Framework's keys", StringComparison.Ordinal));
        login.Down = false;
        for (var until = DateTimeOffset.UtcNow.AddSeconds(30); await bot.Send(Declaration(), Cancel) != HttpStatusCode.OK; await Task.Delay(200, Cancel))
        {
            Assert.True(DateTimeOffset.UtcNow < until);
        }
    }

    private JsonObject Declaration() => bot.Command("ines", $"{TeamsActivities.Incidents};messageid=1", "declare sev1 checkout is failing");

    private async Task Nothing() => Assert.Empty(await bot.Events(Cancel));

    private static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"key-1"}""")}.{token.Split('.')[1]}.";

    private static string ByPublicKey(string token, RsaSecurityKey key)
    {
        var head = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""")}.{token.Split('.')[1]}";
        return $"{head}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key.Rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(head)))}";
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("/connector/", "/connectox/", StringComparison.Ordinal))}.{parts[2]}";
    }
}
