using IncidentBot.Bot.Tests.Chat.Local;
using IncidentBot.Chat;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.Acceptance.LocalChat;

public sealed class PageKeyboardTests(Browser browser) : IAsyncLifetime
{
    private LocalChatServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await LocalChatServer.Start(Cancel);
        await server.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "checkout", []), "e1", Cancel);
        var card = await server.Chat.Post("inc-1", new("state", "card", SampleCards.Incident(DateTimeOffset.UtcNow)), "k1", Cancel);
        await server.Chat.Pin("inc-1", card, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task A_command_is_completed_sent_and_recalled_with_the_keyboard_alone()
    {
        var (page, _) = await browser.Open(server.Address, "ines");
        var line = page.Locator("#line");

        await page.Keyboard.PressAsync("/");
        await Expect(line).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("/in");
        await page.Keyboard.PressAsync("Tab");
        await Expect(line).ToHaveValueAsync("/incident ");
        await Expect(page.Locator("#completions").GetByRole(AriaRole.Option)).ToHaveCountAsync(10);
        await page.Keyboard.TypeAsync("de");
        await Expect(page.Locator("#completions").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#completions").GetByRole(AriaRole.Option, new() { Name = "declare" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(line).ToHaveAttributeAsync("aria-activedescendant", "option-0");
        await Expect(page.Locator("#completions")).ToContainTextAsync("declare sev1 what is wrong");
        await page.Keyboard.PressAsync("Enter");
        await Expect(line).ToHaveValueAsync("/incident declare ");
        await page.Keyboard.TypeAsync("sev1 checkout is failing");
        await page.Keyboard.PressAsync("Enter");

        await Expect(line).ToHaveValueAsync("");
        Assert.Equal("declare sev1 checkout is failing", Assert.Single(server.Inbox.Inbound).Text);
        await Expect(page.Locator("#log .message").Last).ToContainTextAsync("/incident declare sev1 checkout is failing");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(line).ToHaveValueAsync("/incident declare sev1 checkout is failing");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(line).ToHaveValueAsync("");
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task An_approval_needs_no_mouse_and_focus_stays_in_the_dialog()
    {
        var (page, _) = await browser.Open(server.Address, "elias");
        await Expect(page.Locator("#card .hint")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#card .hint")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Records, at most")).ToBeFocusedAsync();
        for (var n = 0; n < 12; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.body || !!document.activeElement.closest('dialog')"));
        }

        await page.GetByLabel("Reason").FocusAsync();
        await page.Keyboard.TypeAsync("go");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("dialog")).ToBeHiddenAsync();
        Assert.Equal("go", Assert.Single(server.Inbox.Inbound).Fields["reason"]);
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task Every_control_is_reached_by_tab_and_has_a_name()
    {
        var (page, _) = await browser.Open(server.Address, "ines");
        await Expect(page.Locator("#card .hint")).ToBeVisibleAsync();
        var wanted = await page.EvaluateAsync<int>("[...document.querySelectorAll('button, select, input')].filter(n => n.checkVisibility() && !n.disabled).length");

        var reached = new HashSet<string>();
        for (var n = 0; n < wanted + 15; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("(() => { const n = document.activeElement; n.dataset.tab ??= Math.random(); return n.matches('button, select, input') ? n.dataset.tab : '' })()"));
        }

        reached.Remove("");
        Assert.Equal(wanted, reached.Count);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('button')].filter(n => !(n.textContent.trim() || n.ariaLabel)).length"));
    }

    [Fact(SkipUnless = nameof(Browser.Present), SkipType = typeof(Browser), Skip = Browser.Missing)]
    public async Task Shortcuts_are_listed_and_can_be_switched_off()
    {
        var (page, _) = await browser.Open(server.Address, "ines");

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog")).ToContainTextAsync("command box");
        await page.GetByLabel("Single-letter keys").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#log").FocusAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#log")).ToBeFocusedAsync();
    }
}
