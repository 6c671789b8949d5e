using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Acceptance.LocalChat;
using Microsoft.Playwright;

namespace IncidentBot.Acceptance.Slack;

/// <summary>Pictures of local-slack's page for people to look at, in TestResults/slack; none where there is no browser.</summary>
internal sealed class SlackLook(LocalSlack slack, IPage? page) : IAsyncDisposable
{
    internal static async Task<SlackLook> At(Browser browser, LocalSlack slack) => new(slack, Browser.Present ? await browser.Page(1300, 1500) : null);

    /// <summary>The channel as it stands, with the modal that is open.</summary>
    internal async Task Picture(string name, string channel)
    {
        if (page is not null)
        {
            await page.GotoAsync(new Uri(slack.Address, $"archives/{channel}").ToString());
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Save(name);
        }
    }

    internal async Task Home(string name, string person) => await Picture(name, "home-" + person);

    public async ValueTask DisposeAsync()
    {
        if (page is not null)
        {
            await page.Context.CloseAsync();
        }
    }

    private Task Save(string name) =>
        page!.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Path.Combine(Incidentbot.Repository, "TestResults", "slack")).FullName, name + ".png") });
}
