using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>The whole bot, in a strict Slack, on a folder that outlives it.</summary>
internal sealed class SlackBotHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SlackBotHost(WebApplication app)
    {
        this.app = app;
        Deliveries = new StrictDeliveries(new Uri(app.Urls.Single()));
    }

    internal StrictDeliveries Deliveries { get; }

    internal IServiceProvider Services => app.Services;

    internal static async Task<SlackBotHost> Start(StrictSlack slack, string folder, CancellationToken cancel, string mode = "http")
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:Folder"] = folder,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["People:RefreshEvery"] = "5s",
            ["Chat:Slack:Enabled"] = "true",
            ["Chat:Slack:Mode"] = mode,
            ["Chat:Slack:BotToken"] = "xoxb-test",
            ["Chat:Slack:AppToken"] = "xapp-test",
            ["Chat:Slack:SigningSecret"] = StrictSlack.Secret,
            ["Chat:Slack:TeamId"] = StrictSlack.Team,
            ["Chat:Slack:AppId"] = StrictSlack.App,
            ["Chat:Slack:ApiUrl"] = slack.Api.ToString(),
        };
        foreach (var (index, (person, user)) in SlackRig.People.Index())
        {
            settings[$"People:List:{index}:Id"] = person;
            settings[$"People:List:{index}:Name"] = person;
            settings[$"People:List:{index}:Roles:0"] = "commander";
            settings[$"People:List:{index}:Roles:1"] = "data-owner";
            settings[$"People:List:{index}:Accounts:slack"] = $"{StrictSlack.Team}/{user}";
        }

        var app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(cancel);
        return new SlackBotHost(app);
    }

    internal async Task<IReadOnlyList<IncidentEvent>> Events(string incident, CancellationToken cancel) => await Services.GetRequiredService<Situations>().Events(incident, cancel);

    /// <summary>Declares by slash command and waits for the incident's channel with its card; answers both.</summary>
    internal async Task<(StrictChannel Room, StrictMessage Card)> Declare(StrictSlack slack, string text, CancellationToken cancel)
    {
        var hall = await Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name == "incidents")), cancel);
        slack.Look(_ => hall.Members.Add("U01INES"));
        Assert.Equal(System.Net.HttpStatusCode.OK, await Deliveries.Command(hall.Id, "U01INES", $"declare {text}", slack.Views.Trigger(), cancel));
        var room = await Until(() => slack.Look(c => c.All.FirstOrDefault(x => x.Name.StartsWith("inc-", StringComparison.Ordinal) && !x.Name.EndsWith("-stakeholders", StringComparison.Ordinal))), cancel);
        var card = await Until(() => slack.Look(_ => room.Messages.FirstOrDefault(m => room.Pins.Contains(m.Ts))), cancel);
        return (room, card);
    }

    /// <summary>Waits for something that another thread brings about.</summary>
    internal static async Task<T> Until<T>(Func<T?> look, CancellationToken cancel)
        where T : class
    {
        for (var until = DateTimeOffset.UtcNow.AddSeconds(60); DateTimeOffset.UtcNow < until;)
        {
            if (look() is { } found)
            {
                return found;
            }

            await Task.Delay(20, cancel);
        }

        throw new TimeoutException("What was waited for did not come.");
    }

    internal static Task Until(Func<bool> look, CancellationToken cancel) => Until(() => look() ? "" : null, cancel);

    public async ValueTask DisposeAsync()
    {
        Deliveries.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
