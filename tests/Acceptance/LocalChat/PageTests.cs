using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.Acceptance.LocalChat;

/// <summary>The page in a real browser, on a real server, with an inbox in memory.</summary>
public sealed class PageTests(Browser browser) : IAsyncLifetime
{
    private LocalChatServer server = null!;
    private string card = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await LocalChatServer.Start(Cancel);
        await server.Chat.OpenRoom(new RoomRequest("inc-1-checkout", "incident", "sev1 · checkout", ["ines"]), "e1", Cancel);
        await server.Chat.OpenRoom(new RoomRequest("stakeholders", "stakeholders", "updates only", []), "e2", Cancel);
        card = await server.Chat.Post("inc-1-checkout", new("state", "INC-1 declared", SampleCards.Incident(DateTimeOffset.UtcNow)), "k1", Cancel);
        await server.Chat.Pin("inc-1-checkout", card, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task The_page_opens_on_the_incident_with_its_card_and_no_script_error()
    {
        var (page, errors) = await browser.Open(server.Address, "ines");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "inc-1-checkout" })).ToBeVisibleAsync();
        await Expect(page.Locator("#card-title")).ToHaveTextAsync("checkout: writes failing in us-east-1");
        Assert.Equal(
            ["Verdict", "Clock", "Data at risk", "Waiting or moving", "Gates", "Approvals", "Steps"], await page.Locator("#card h3").AllTextContentsAsync());
        await Expect(page.Locator("#as-whom")).ToHaveTextAsync("as Ines Okafor · commander");
        Assert.Empty(errors);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task A_whisper_is_on_the_page_of_one_persona_only()
    {
        var (ines, _) = await browser.Open(server.Address, "ines");
        var (dana, _) = await browser.Open(server.Address, "dana");

        await server.Chat.Whisper("inc-1-checkout", "dana", new("refusal", "the deputy must approve"), "k2", Cancel);
        await server.Chat.Post("inc-1-checkout", new("state", "after the whisper"), "k3", Cancel);

        await Expect(Message(dana, "the deputy must approve")).ToContainTextAsync("only you see this");
        await Expect(Message(ines, "after the whisper")).ToBeVisibleAsync();
        await Expect(Message(ines, "the deputy must approve")).ToHaveCountAsync(0);

        await ines.GetByLabel("You are").SelectOptionAsync("dana");
        await Expect(Message(ines, "the deputy must approve")).ToBeVisibleAsync();
        await ines.GetByLabel("You are").SelectOptionAsync("sam");
        await Expect(ines.Locator("#as-whom")).ToHaveTextAsync("as Sam Achterberg · stakeholder");
        await Expect(Message(ines, "after the whisper")).ToBeVisibleAsync();
        await Expect(Message(ines, "the deputy must approve")).ToHaveCountAsync(0);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task A_form_behind_a_button_is_sent_with_its_fields()
    {
        var (page, errors) = await browser.Open(server.Address, "elias");

        await page.GetByRole(AriaRole.Button, new() { Name = "Next: Approve" }).ClickAsync();
        await page.GetByLabel("Records, at most").FillAsync("4000");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        Assert.True(await page.Locator("dialog").IsVisibleAsync(), "sent without the required reason");
        Assert.Empty(server.Inbox.Items);
        await page.GetByLabel("Reason").FillAsync("the region will not return in time");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Expect(page.Locator("#card .outcome")).ToHaveTextAsync("✓ Sent: Approve");
        var inbound = Assert.Single(server.Inbox.Inbound);
        Assert.Equal(("b-approve", "elias", "inc-1-checkout"), (inbound.Button, inbound.Person, inbound.Room));
        Assert.Equal(
            ["reason=the region will not return in time", "records=4000", "seconds=45"], inbound.Fields.Select(f => $"{f.Key}={f.Value}").Order());
        Assert.Empty(errors);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task A_dangerous_button_asks_first_and_escape_is_no()
    {
        var (page, _) = await browser.Open(server.Address, "ines");
        var abort = page.GetByRole(AriaRole.Button, new() { Name = "Abort" });

        await abort.ClickAsync();
        await Expect(page.Locator("dialog").GetByText("un-fencing last?")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Expect(abort).ToBeFocusedAsync();
        Assert.Empty(server.Inbox.Items);

        await abort.ClickAsync();
        await page.Locator("dialog button[type=submit]").ClickAsync();
        await Expect(page.Locator("dialog")).ToBeHiddenAsync();
        Assert.Equal("b-abort", Assert.Single(server.Inbox.Inbound).Button);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task Countdowns_tick_without_drawing_the_card_anew()
    {
        var (page, _) = await browser.Open(server.Address, "ines");
        var left = page.Locator("#card .tick[data-until]").First;
        var age = page.Locator("#card .line .tick[data-since]").First;
        var (firstLeft, firstAge) = (await left.TextContentAsync(), await age.TextContentAsync());
        await page.EvaluateAsync("document.querySelector('#card .line').dataset.drawn = 'once'");

        // Without a server the page counts by itself: no beat can do it instead.
        await server.Stop(Cancel);
        await Expect(page.Locator("#link-text")).ToHaveTextAsync("reconnecting…");
        (firstLeft, firstAge) = (await left.TextContentAsync(), await age.TextContentAsync());

        await Expect(left).Not.ToHaveTextAsync(firstLeft!);
        await Expect(age).Not.ToHaveTextAsync(firstAge!);
        await Expect(page.Locator("#card .line[data-drawn=once]")).ToHaveCountAsync(1);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task Hostile_text_is_inert_wherever_it_appears()
    {
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> @everyone \u202Eevil\u202C `<b>code</b>`";
        var (page, errors) = await browser.Open(server.Address, "ines");
        var nasty = SampleCards.Incident(DateTimeOffset.UtcNow) with
        {
            Title = Hostile,
            Sections = [new(Hostile, [new(CardTone.Bad, "✕", Hostile, Hostile)])],
            Buttons = [new("\"><b>", Hostile, CardButtonStyle.Plain, Confirm: Hostile)],
        };

        await server.Chat.Edit("inc-1-checkout", card, new("state", Hostile, nasty), Cancel);
        await server.Chat.OpenRoom(new RoomRequest("inc-2", "incident", Hostile, []), "e3", Cancel);
        await Expect(page.Locator("#card-title")).ToContainTextAsync("@everyone");
        await Expect(page.Locator("#card .text")).ToContainTextAsync("<script>alert(2)</script>");
        await page.Locator("#card .buttons button").ClickAsync();
        await Expect(page.Locator("dialog .question")).ToContainTextAsync("<img src=x onerror=alert(1)>");

        await Expect(page.Locator("img")).ToHaveCountAsync(1);
        await Expect(page.Locator("body script, b")).ToHaveCountAsync(0);
        await Expect(page.Locator("#card .text code")).ToHaveTextAsync("<b>code</b>");
        await Expect(page.Locator("#card .text .hidden-char").First).ToHaveTextAsync("U+202E");
        Assert.Empty(errors);
    }

    private static ILocator Message(IPage page, string text) => page.Locator("#log .message", new() { HasText = text });
}
