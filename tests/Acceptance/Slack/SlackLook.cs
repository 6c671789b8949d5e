using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Acceptance.LocalChat;
using Microsoft.Playwright;

namespace IncidentBot.Acceptance.Slack;

/// <summary>Pictures of local-slack's page for people to look at, in TestResults/slack; none where there is no browser.</summary>
internal sealed class SlackLook(LocalSlack slack, IPage? page) : IAsyncDisposable
{
    internal static async Task<SlackLook> At(Browser browser, LocalSlack slack) => new(slack, Browser.Present ? await browser.Page(1300, 1500) : null);

    /// <summary>The channel from its first message on, with the modal that is open.</summary>
    internal async Task Picture(string name, string channel)
    {
        if (await Channel(channel))
        {
            await page!.EvaluateAsync("document.querySelectorAll('*').forEach(e => e.scrollTop = 0)");
            await Save(name);
        }
    }

    /// <summary>The App Home, as it was published for whom the page acts as: the first of the people.</summary>
    internal async Task Home(string name)
    {
        if (await Channel(LocalSlack.Hall))
        {
            await page!.Locator("aside button", new() { HasText = "incidentbot" }).Last.ClickAsync();
            if (await page.GetByText("Home", new() { Exact = true }).CountAsync() > 0)
            {
                await page.GetByText("Home", new() { Exact = true }).First.ClickAsync();
            }

            await Save(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (page is not null)
        {
            await page.Context.CloseAsync();
        }
    }

    private async Task<bool> Channel(string channel)
    {
        if (page is null)
        {
            return false;
        }

        await page.GotoAsync(new Uri(slack.Address, $"archives/{channel}").ToString());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return true;
    }

    private async Task Save(string name) => await
        page!.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Path.Combine(Incidentbot.Repository, "TestResults", "slack")).FullName, name + ".png") });
}
