using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Inbound;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>The signed door: who is let in, and what is taken once however often it comes.</summary>
public sealed class SlackHttpTests : WithSlackBot
{
    [Fact]
    public async Task A_forged_signature_is_refused_whatever_the_body()
    {
        const string body = """{"type":"url_verification","challenge":"x"}""";
        Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Send("/slack/events", "application/json", body, Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, await bot.Deliveries.Send("/slack/events", "application/json", body, Cancel, secret: "another"));
    }

    [Fact]
    public async Task A_good_signature_that_is_old_or_of_the_future_is_refused()
    {
        const string body = """{"type":"url_verification","challenge":"x"}""";
        Assert.Equal(HttpStatusCode.Unauthorized, await bot.Deliveries.Send("/slack/events", "application/json", body, Cancel, at: DateTimeOffset.UtcNow.AddSeconds(-310)));
        Assert.Equal(HttpStatusCode.Unauthorized, await bot.Deliveries.Send("/slack/events", "application/json", body, Cancel, at: DateTimeOffset.UtcNow.AddSeconds(310)));
        Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Send("/slack/events", "application/json", body, Cancel, at: DateTimeOffset.UtcNow.AddSeconds(-280)));
    }

    [Fact]
    public void Every_part_of_the_signed_text_counts_and_an_empty_secret_vouches_for_nothing()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var body = "text=declare"u8.ToArray();
        var signature = SlackSignature.Of("secret", "1800000000", body);

        Assert.True(SlackSignature.IsGood("secret", "1800000000", signature, body, now));
        Assert.False(SlackSignature.IsGood("secret", "1800000000", signature, "text=declarf"u8, now));
        Assert.False(SlackSignature.IsGood("secret", "1800000001", signature, body, now));
        Assert.False(SlackSignature.IsGood("secret", "1800000000", signature[..^1], body, now));
        Assert.False(SlackSignature.IsGood("secret", "1800000000", "", body, now));
        Assert.False(SlackSignature.IsGood("secret", "", signature, body, now));
        Assert.False(SlackSignature.IsGood("secret", "-1800000000", signature, body, now));
        Assert.False(SlackSignature.IsGood("", "1800000000", SlackSignature.Of("x", "1800000000", body), body, now));
    }

    [Fact]
    public void The_example_of_Slacks_own_documentation_is_good()
    {
        // docs.slack.dev, "Verifying requests from Slack": the secret, timestamp, body and signature shown there.
        const string body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Assert.Equal("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            SlackSignature.Of("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task The_challenge_is_echoed_only_after_the_signature()
    {
        const string body = """{"type":"url_verification","challenge":"3eZbrw1aB"}""";
        using var good = await bot.Deliveries.Sent("/slack/events", "application/json", body, 0, null, null, Cancel);
        using var bad = await bot.Deliveries.Sent("/slack/events", "application/json", body, 0, "another", null, Cancel);

        Assert.Equal("3eZbrw1aB", await good.Content.ReadAsStringAsync(Cancel));
        Assert.DoesNotContain("3eZbrw1aB", await bad.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team_id", "T99OTHER")]
    [InlineData("api_app_id", "A99OTHER")]
    [InlineData("enterprise_id", "E99OTHER")]
    public async Task A_signed_delivery_of_another_workspace_app_or_enterprise_is_refused(string part, string value)
    {
        var envelope = StrictDeliveries.Envelope(StrictDeliveries.Mention("C0100", "U01INES", "help", "1.1"));
        envelope[part] = value;
        Assert.Equal(HttpStatusCode.Forbidden, await bot.Deliveries.Send("/slack/events", "application/json", envelope.ToJsonString(), Cancel));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_nonsense_is_no_failure()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await bot.Deliveries.Send("/slack/events", "application/json", new string('x', SlackEndpoint.Largest + 1), Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await bot.Deliveries.Send("/slack/events", "application/json", "{", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await bot.Deliveries.Send("/slack/events", "application/json", "[1]", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await bot.Deliveries.Send("/slack/interactions", "application/x-www-form-urlencoded", "payload=%7B", Cancel));
        Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Send("/slack/events", "application/json", StrictDeliveries.Envelope(new JsonObject { ["type"] = "unheard_of" }).ToJsonString(), Cancel));
    }

    [Fact]
    public async Task Any_address_takes_any_kind_and_a_command_that_comes_again_counts_once()
    {
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));
        var trigger = slack.Views.Trigger();
        foreach (var path in SlackEndpoint.Paths)
        {
            Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Command(room.Id, "U01INES", "note errors at the load balancer", trigger, Cancel, path));
        }

        var mention = StrictDeliveries.Mention(room.Id, "U01INES", "note \u201cthe queue\u201d grows", slack.Look(c => c.Say(room.Id, "U01INES", "x")));
        for (var again = 0; again < 11; again++)
        {
            Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Event(mention, Cancel, $"Ev{again}"));
        }

        Assert.Equal(HttpStatusCode.OK, await bot.Deliveries.Command(room.Id, "U01INES", "note last", slack.Views.Trigger(), Cancel));
        await SlackBotHost.Until(() => slack.Look(_ => room.Messages.Count(m => m.Text.Contains("noted it", StringComparison.Ordinal)) >= 3), Cancel);
        Assert.Equal(["errors at the load balancer", "\"the queue\" grows", "last"], (await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.NoteTaken>().Select(n => n.Text));
        Assert.All((await bot.Events("INC-1", Cancel)).OfType<IncidentEvent.NoteTaken>(), n => Assert.Equal(("ines", "slack"), (n.By.Person, n.By.Via)));
    }
}
