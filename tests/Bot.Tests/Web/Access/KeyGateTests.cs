using System.Net;
using System.Text.Json;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Exports;
using IncidentBot.Incidents;
using IncidentBot.Web.Access;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Web.Access;

/// <summary>Who may read: whoever holds the key, wherever somebody beyond this machine can ask; alarms and chats prove themselves, and health is open.</summary>
public sealed class KeyGateTests
{
    /// <summary>Beyond loopback by a proxy, and reached over loopback.</summary>
    private static readonly (string, string)[] Exposed = [("Web:Proxies:0", "192.0.2.1"), ("Web:Api", "true"), ("Web:Key", WebUnderTest.Key)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/incidents")]
    [InlineData("/incidents/INC-1/record?format=json")]
    [InlineData("/")]
    [InlineData("/chat/rooms")]
    [InlineData("/nowhere")]
    public async Task Every_address_that_does_not_prove_its_callers_asks_for_the_key(string path)
    {
        await using var web = await WebUnderTest.Start(Exposed);
        var stranger = await web.Get(path);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (stranger.Status, stranger.Header("WWW-Authenticate")));
        Assert.DoesNotContain(WebUnderTest.Key, stranger.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Get(path, ("Authorization", $"Bearer {WebUnderTest.Key[..^1]}0"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Get(path, ("Authorization", "Bearer "))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Get(path, ("Cookie", $"{KeyGate.Cookie}=99999999999.00"))).Status);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await web.Get(path, ("Authorization", $"Bearer {WebUnderTest.Key}"))).Status);
    }

    [Fact]
    public async Task Health_alarms_and_chats_need_no_key_of_the_web()
    {
        await using var web = await WebUnderTest.Start(Exposed);
        Assert.Equal(HttpStatusCode.OK, (await web.Get("/health/live")).Status);
        Assert.Contains((await web.Get("/health/ready")).Status, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
        Assert.Equal(HttpStatusCode.OK, (await web.Event(WebUnderTest.EventBridgeKey)).Status);
        Assert.Contains("(key)", (await web.Event("wrong")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_signs_in_once_and_is_given_a_session_that_is_not_the_key()
    {
        await using var web = await WebUnderTest.Start(Exposed);
        var sent = await web.Get("/incidents", ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?to=%2Fincidents"), (sent.Status, sent.Header("Location")));
        Assert.Contains("type=\"password\"", (await web.Get("/sign-in")).Text, StringComparison.Ordinal);

        var wrong = await web.Ask(HttpMethod.Post, "/sign-in", Form("no-key"));
        Assert.Equal((HttpStatusCode.Unauthorized, null), (wrong.Status, wrong.Header("Set-Cookie")));
        var signed = await web.Ask(HttpMethod.Post, "/sign-in?to=%2Fincidents", Form(WebUnderTest.Key));
        Assert.Equal((HttpStatusCode.SeeOther, "/incidents"), (signed.Status, signed.Header("Location")));
        var cookie = signed.Header("Set-Cookie")!;
        Assert.DoesNotContain(WebUnderTest.Key, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var session = cookie.Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await web.Get("/incidents", ("Cookie", session))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Get("/incidents", ("Cookie", Later(session)))).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/sign-in?to=/")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_else(string to)
    {
        await using var web = await WebUnderTest.Start(Exposed);
        Assert.Equal("/", (await web.Ask(HttpMethod.Post, $"/sign-in?to={Uri.EscapeDataString(to)}", Form(WebUnderTest.Key))).Header("Location"));
    }

    [Fact]
    public async Task Incidents_are_listed_and_a_record_is_what_the_command_line_writes()
    {
        await using var web = await WebUnderTest.Start(Exposed);
        var desk = web.Services.GetRequiredService<IncidentDesk>();
        Assert.Null((await desk.Declare("checkout", Severity.Sev1, "Checkout <b>is down", Cast.Maya, null, Cancel)).Refusal);
        Assert.Null((await desk.Declare("search", Severity.Sev3, "Search is slow", Cast.Maya, null, Cancel)).Refusal);

        using var list = JsonDocument.Parse((await Read(web, "/incidents")).Body);
        Assert.Equal(["INC-2", "INC-1"], list.RootElement.GetProperty("incidents").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        var first = list.RootElement.GetProperty("incidents")[1];
        Assert.Equal(
            ("Checkout <b>is down", "sev1", "declared", "checkout", "idle", false),
            (Text(first, "title"), Text(first, "severity"), Text(first, "phase"), Text(first, "service"), Text(first, "failover"), first.GetProperty("drill").GetBoolean()));
        Assert.True(first.GetProperty("opened").GetDateTimeOffset() <= DateTimeOffset.UtcNow);
        Assert.Equal("INC-2", JsonDocument.Parse((await Read(web, "/incidents?most=1")).Body).RootElement.GetProperty("incidents").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await Read(web, "/incidents?most=0")).Status);

        var export = web.Services.GetRequiredService<IncidentExport>();
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            // The bot is at work, and the log may go on between the two.
            await Eventually.Holds(
                async () =>
                {
                    var record = await Read(web, $"/incidents/inc-1/record?format={format.ToString().ToLowerInvariant()}");
                    Assert.Contains("sandbox", record.Header("Content-Security-Policy"), StringComparison.Ordinal);
                    return Unsigned((await export.Write("INC-1", format, Cancel))!.Text) == Unsigned(record.Text);
                },
                $"the same as {format}", Cancel);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Read(web, "/incidents/INC-9/record?format=md")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Read(web, "/incidents/service%2Fcheckout/record?format=json")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Read(web, "/incidents/INC-1/record?format=pdf")).Status);
    }

    [Fact]
    public async Task On_loopback_without_a_key_the_api_is_read_by_names_of_this_machine_alone_and_only_where_it_is_switched_on()
    {
        await using (var web = await WebUnderTest.Start(("Web:Api", "true")))
        {
            Assert.Equal(HttpStatusCode.OK, (await web.Get("/incidents")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await web.Get("/incidents", ("Host", "rebound.example"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await web.Get("/sign-in")).Status);
        }

        await using var without = await WebUnderTest.Start();
        Assert.Equal(HttpStatusCode.NotFound, (await without.Get("/incidents")).Status);
    }

    [Fact]
    public async Task Beyond_loopback_without_a_key_alarms_come_in_and_nothing_else_is_shown()
    {
        await using var web = await WebUnderTest.Start(("Web:Proxies:0", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.OK, (await web.Event(WebUnderTest.EventBridgeKey)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await web.Get("/")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await web.Get("/incidents", ("Authorization", "Bearer "))).Status);
    }

    /// <summary>A signature is another one each time it is made.</summary>
    private static string Unsigned(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"ME[A-Za-z0-9+/=\\&#;]{80,}", "...");

    private static Task<WebUnderTest.Answer> Read(WebUnderTest web, string path) => web.Get(path, ("Authorization", $"Bearer {WebUnderTest.Key}"));

    private static FormUrlEncodedContent Form(string key) => new([new("key", key)]);

    private static string? Text(JsonElement incident, string name) => incident.GetProperty(name).GetString();

    /// <summary>The same session, made to last a second longer by somebody who has no key.</summary>
    private static string Later(string session)
    {
        var (name, value) = (session.Split('=')[0], session.Split('=')[1]);
        return $"{name}={long.Parse(value.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) + 1}.{value.Split('.')[1]}";
    }
}
