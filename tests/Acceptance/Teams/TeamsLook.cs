using IncidentBot.Acceptance.CommandLine;
using IncidentBot.Acceptance.LocalChat;
using Microsoft.Playwright;

namespace IncidentBot.Acceptance.Teams;

/// <summary>Pictures of the Playground's page for people to look at, in TestResults/teams; none where there is no browser.</summary>
internal sealed class TeamsLook(IPage? page) : IAsyncDisposable
{
    /// <summary>The page shows what is said while it is open.</summary>
    internal static async Task<TeamsLook> At(Browser browser, Playground teams)
    {
        var page = Browser.Present ? await browser.Page(1500, 2900) : null;
        if (page is not null)
        {
            await page.GotoAsync(teams.Address.ToString());
            await page.GetByText("Personal Chat", new() { Exact = true }).First.WaitForAsync();
        }

        return new TeamsLook(page);
    }

    /// <summary>The incidents channel, its threads open.</summary>
    internal Task Channel(string name) => Picture("incidents", name);

    /// <summary>The commander's chat with the bot.</summary>
    internal Task Chat(string name) => Picture("Personal Chat", name);

    public async ValueTask DisposeAsync()
    {
        if (page is not null)
        {
            await page.Context.CloseAsync();
        }
    }

    private async Task Picture(string place, string name)
    {
        if (page is null)
        {
            return;
        }

        await page.GetByText(place, new() { Exact = true }).First.ClickAsync();
        await page.GetByText("INC-1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Path.Combine(Incidentbot.Repository, "TestResults", "teams")).FullName, name + ".png") });
    }
}
