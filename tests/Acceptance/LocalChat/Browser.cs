using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(IncidentBot.Acceptance.LocalChat.Browser))]

namespace IncidentBot.Acceptance.LocalChat;

/// <summary>One headless Chromium for all tests; each test opens a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal const string Executable = "/usr/bin/chromium";
    internal const string Missing = "No /usr/bin/chromium: apt-get install -y --no-install-recommends chromium fonts-dejavu-core";
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public static bool Present => File.Exists(Executable);

    public async ValueTask InitializeAsync()
    {
        if (Present)
        {
            playwright = await Playwright.CreateAsync();
            chromium = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Executable,
                Headless = true,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>An empty page in a context of its own.</summary>
    internal async Task<IPage> Page(int width, int height) => await (await chromium!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } })).NewPageAsync();

    /// <summary>A page of a person of its own: nothing is shared with other pages, and any error of a script is noted.</summary>
    internal async Task<(IPage Page, List<string> Errors)> Open(Uri address, string person, int width = 1300, int height = 950, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await chromium!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            errors.Add("a script opened a dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
        await page.GotoAsync(new Uri(address, $"/?as={person}").ToString());
        await Assertions.Expect(page.Locator("#link")).ToHaveAttributeAsync("data-state", "live");
        return (page, errors);
    }
}
