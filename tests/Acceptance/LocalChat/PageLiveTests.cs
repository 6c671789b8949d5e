using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.Acceptance.LocalChat;

public sealed class PageLiveTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task A_cut_stream_is_said_marks_the_card_stale_and_resumes_without_gap_or_double()
    {
        var first = await LocalChatServer.Start(Cancel);
        await Incident(first);
        var (page, errors) = await browser.Open(first.Address, "ines");
        await Expect(page.Locator("#card-title")).ToBeVisibleAsync();

        await first.DisposeAsync();
        await Expect(page.Locator("#link-text")).ToHaveTextAsync("reconnecting…");
        await Expect(page.Locator("#card .stale-note")).ToContainTextAsync("these figures may be old");

        await using var second = await LocalChatServer.Start(Cancel, first.Folder, first.Address.Port);
        await second.Chat.Post("inc-1", new("decision", "said while nobody was listening"), "k2", Cancel);
        await Expect(page.Locator("#link-text")).ToHaveTextAsync("live");
        await Expect(page.Locator("#card .stale-note")).ToHaveTextAsync("");
        await Expect(page.Locator("#log .message", new() { HasText = "said while nobody was listening" })).ToHaveCountAsync(1);
        await second.Chat.Post("inc-1", new("state", "and live again"), "k3", Cancel);
        await Expect(page.Locator("#log .message", new() { HasText = "and live again" })).ToHaveCountAsync(1);
        await Expect(page.Locator("#log .message")).ToHaveCountAsync(3);
        Assert.Empty(errors);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task An_edited_card_is_drawn_in_place_and_a_vanished_button_is_gone()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        var card = await Incident(server);
        var (page, _) = await browser.Open(server.Address, "ines");
        await Expect(page.Locator("#card .hint")).ToBeVisibleAsync();
        await page.Locator("#card [data-button=b-refresh]").FocusAsync();

        var now = DateTimeOffset.UtcNow;
        var sample = SampleCards.Incident(now);
        await server.Chat.Edit("inc-1", card, new("state", "card", sample with { Title = "restored", Tone = CardTone.Good, Buttons = [sample.Buttons[2]] }), Cancel);

        await Expect(page.Locator("#card-title")).ToHaveTextAsync("restored");
        await Expect(page.Locator("#card .buttons button")).ToHaveCountAsync(1);
        await Expect(page.Locator("#card [data-button=b-refresh]")).ToBeFocusedAsync();
        await Expect(page.Locator("#log .message")).ToHaveCountAsync(1);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task Another_rooms_message_marks_the_room_as_unread_until_it_is_opened()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        await Incident(server);
        await server.Chat.OpenRoom(new RoomRequest("stakeholders", "stakeholders", "updates", []), "e2", Cancel);
        var (page, _) = await browser.Open(server.Address, "sam");
        var room = page.GetByRole(AriaRole.Button, new() { Name = "stakeholders" });
        await Expect(room).Not.ToContainTextAsync("unread");

        await server.Chat.Post("stakeholders", new("update", "orders of 19 s may be missing"), "k2", Cancel);
        await Expect(room).ToContainTextAsync("unread");
        await Expect(page).ToHaveTitleAsync("(1) inc-1 – IncidentBot");

        await room.ClickAsync();
        await Expect(page.Locator("#log .message")).ToContainTextAsync("orders of 19 s may be missing");
        await Expect(room).Not.ToContainTextAsync("unread");
        await Expect(page.Locator("#card-pane")).ToBeHiddenAsync();
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task What_cannot_be_sent_is_explained_and_stays_in_the_box()
    {
        await using var server = await LocalChatServer.Start(Cancel);
        await Incident(server);
        var (page, _) = await browser.Open(server.Address, "ines");
        server.Inbox.Unavailable = true;

        await page.Locator("#line").FillAsync("/incident status");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#said")).ToContainTextAsync("send it again");
        await Expect(page.Locator("#line")).ToHaveValueAsync("/incident status");

        server.Inbox.Unavailable = false;
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#line")).ToHaveValueAsync("");
        Assert.Equal("status", Assert.Single(server.Inbox.Inbound).Text);
    }

    internal static async Task<string> Incident(LocalChatServer server)
    {
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "sev1 · checkout · us-east-1 → eu-west-1", []), "e1", Cancel);
        var card = await server.Chat.Post("inc-1", new("state", "INC-1 declared", SampleCards.Incident(DateTimeOffset.UtcNow)), "k1", Cancel);
        await server.Chat.Pin("inc-1", card, Cancel);
        return card;
    }
}
