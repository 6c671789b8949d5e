using IncidentBot.Bot.Tests.Chat.Local;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.Acceptance.LocalChat;

/// <summary>Pictures of a rich incident for people to look at, in TestResults/local-chat, and what a machine can say about each.</summary>
public sealed class PageLookTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    [InlineData("light", 1300, 950, ColorScheme.Light)]
    [InlineData("dark", 1300, 950, ColorScheme.Dark)]
    [InlineData("tablet", 900, 800, ColorScheme.Light)]
    [InlineData("phone", 390, 844, ColorScheme.Light)]
    [InlineData("phone-dark", 360, 740, ColorScheme.Dark)]
    public async Task A_rich_incident_fits_its_screen(string name, int width, int height, ColorScheme scheme)
    {
        await using var server = await LocalChatServer.Start(Cancel);
        await PageLiveTests.Incident(server);
        await Talk(server);

        var (page, errors) = await browser.Open(server.Address, "ines", width, height, scheme);
        await Expect(page.Locator("#log .message")).ToHaveCountAsync(9);

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        foreach (var part in new[] { "#line", "#send", "#persona", "#link", "#card .hint", "#log .message >> nth=-1", "#rooms [aria-current]" })
        {
            await Expect(page.Locator(part)).ToBeInViewportAsync(new() { Ratio = part == "#log .message >> nth=-1" ? 0.3f : 1 });
        }

        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures(), name + ".png") });
        Assert.Empty(errors);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task On_a_phone_the_card_folds_to_its_verdict()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        await PageLiveTests.Incident(server);
        var (page, _) = await browser.Open(server.Address, "ines", 360, 740);
        var fold = page.Locator("#card-fold");
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");

        await fold.ClickAsync();

        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(fold).ToContainTextAsync("INC-1 · Ungraceful failover is permitted");
        await Expect(page.Locator("#card")).ToBeHiddenAsync();
    }

    private static async Task Talk(LocalChatServer server)
    {
        var chat = server.Chat;
        await Say(chat, "rosa", "on it. console and API time out from here too", "1");
        await chat.Post("inc-1", new("alarm", "`checkout-write-errors` is in ALARM in us-east-1: 5xx > 5 % for 3 of 3 datapoints."), "t1", Cancel);
        await chat.Post("inc-1", new("decision", "Failure mode: total region loss, classified by Rosa Lindqvist. A loss ceiling is mandatory."), "t2", Cancel);
        await chat.Post("inc-1", new("state", "Writes frozen in us-east-1 (epoch 7). Exposure is now 18.4 s and does not grow."), "t3", Cancel);
        await Say(chat, "dana", "lag at the last heartbeat was 18.1 s, matches the replica", "2");
        await chat.Post("inc-1", new("decision", "Dana Whitfield approved as data owner: up to 45 s and 4,500 records.\nDigest `9f2c41d07ab1`, expires in 10 min."), "t4", Cancel);
        await chat.Whisper("inc-1", "ines", new("refusal", "You proposed this failover, so you fill no approving role: the executive must approve."), "t5", Cancel);
        await chat.Post("inc-1", new("update", "Executives: checkout is unavailable. At most 4,200 orders of the last 19 s before the outage may be missing. Next update in 15 min."), "t6", Cancel);
    }

    private static Task<string> Say(IncidentBot.Chat.Local.LocalChat chat, string id, string text, string delivery) =>
        chat.Say("inc-1", chat.Persona(id)!, "talk", text, alone: false, delivery, Cancel);

    private static string Pictures()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "IncidentBot.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }

        return Directory.CreateDirectory(Path.Combine(root.FullName, "TestResults", "local-chat")).FullName;
    }
}
