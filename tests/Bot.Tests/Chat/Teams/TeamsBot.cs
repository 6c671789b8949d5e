using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Bot.Tests.Alarms;
using IncidentBot.Chat;
using IncidentBot.Chat.Teams;
using IncidentBot.Chat.Teams.Rendering;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Teams;

/// <summary>The whole bot with the door of Teams open, and what it says remembered; beside Teams a second chat, "slack", of the same kind.</summary>
internal sealed class TeamsBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly BotFramework login;

    private TeamsBot(WebApplication app, BotFramework login, FakeChat teams, FakeChat slack, FakeMembers members, LogLines log)
    {
        (this.app, this.login, Teams, Slack, Members, Log) = (app, login, teams, slack, members, log);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    internal FakeChat Teams { get; }

    internal FakeChat Slack { get; }

    internal FakeMembers Members { get; }

    internal LogLines Log { get; }

    internal IServiceProvider Services => app.Services;

    internal static async Task<TeamsBot> Start(BotFramework login, string folder, CancellationToken cancel, params (string Key, string? Value)[] more)
    {
        var (teams, slack, members, log) = (new FakeChat("teams"), new FakeChat("slack"), new FakeMembers(), new LogLines());
        var app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings(login, folder));
            builder.Configuration.AddInMemoryCollection(more.Select(m => KeyValuePair.Create(m.Key, m.Value)));
            builder.Logging.ClearProviders().AddProvider(log);

            // After every module has registered: what speaks to the outside is put in place of the real.
            builder.Host.ConfigureContainer<IServiceCollection>((_, services) =>
            {
                services.RemoveAll<IChatPlatform>().AddSingleton<IChatPlatform>(teams).AddSingleton<IChatPlatform>(slack);
                services.RemoveAll<ITeamsMembers>().AddSingleton<ITeamsMembers>(members);
                services.RemoveAll<ITeamsRenderer>().AddSingleton<ITeamsRenderer, TeamsRenderer>();
            });
        });
        await app.StartAsync(cancel);
        return new TeamsBot(app, login, teams, slack, members, log);
    }

    private static Dictionary<string, string?> Settings(BotFramework login, string folder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:Folder"] = folder,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["People:RefreshEvery"] = "5s",
            ["Chat:Teams:Enabled"] = "true",
            ["Chat:Teams:AppId"] = BotFramework.App,
            ["Chat:Teams:TenantId"] = BotFramework.Tenant,
            ["Chat:Teams:ClientSecret"] = "a-secret-of-the-test",
            ["Chat:Teams:IncidentsTeam"] = TeamsActivities.Team,
            ["Chat:Teams:IncidentsChannel"] = TeamsActivities.Incidents,
            ["Chat:Teams:ServiceUrl"] = login.ServiceUrl,
            ["Chat:Teams:OpenIdMetadata"] = login.Metadata,
            ["Chat:Teams:LoginAuthority"] = login.Address.ToString(),
            ["Chat:Teams:GraphUrl"] = login.Address.ToString(),
        };
        foreach (var (index, (person, user)) in TeamsActivities.People.Index())
        {
            settings[$"People:List:{index}:Id"] = person;
            settings[$"People:List:{index}:Name"] = person;
            settings[$"People:List:{index}:Roles:0"] = "commander";
            settings[$"People:List:{index}:Roles:1"] = "data-owner";
            settings[$"People:List:{index}:Accounts:slack"] = $"T01TEST/U01{person.ToUpperInvariant()}";
            settings[$"People:List:{index}:Accounts:teams"] = $"{BotFramework.Tenant}/{user}";
        }

        return settings;
    }

    /// <summary>Delivers an activity with a good token, or as the test says.</summary>
    internal async Task<HttpStatusCode> Send(JsonObject activity, CancellationToken cancel, string? token = null) => (await Ask(activity, cancel, token)).Status;

    internal async Task<(HttpStatusCode Status, JsonObject? Body)> Ask(JsonObject activity, CancellationToken cancel, string? token = null)
    {
        using var answer = await Raw(activity.ToJsonString(), "Bearer " + (token ?? login.Token()), cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType != "application/json" ? null : JsonNode.Parse(text)!.AsObject());
    }

    internal async Task<HttpResponseMessage> Raw(string body, string? authorization, CancellationToken cancel, Action<HttpRequestMessage>? also = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        also?.Invoke(request);
        return await http.SendAsync(request, cancel);
    }

    internal JsonObject Command(string person, string conversation, string text) => TeamsActivities.Command(login.ServiceUrl, person, conversation, text);

    internal JsonObject Execute(string person, string conversation, string verb, JsonObject data, string trigger = "manual") =>
        TeamsActivities.Execute(login.ServiceUrl, person, conversation, verb, data, trigger);

    /// <summary>Declares by mention in the incidents channel and waits for the incident's room; answers its id.</summary>
    internal async Task<string> Declare(string person, CancellationToken cancel)
    {
        Assert.Equal(HttpStatusCode.OK, await Send(Command(person, $"{TeamsActivities.Incidents};messageid=1", "declare sev1 checkout is failing"), cancel));
        return await Seen(() => Teams.Posts.Select(p => p.Room).FirstOrDefault(r => r.StartsWith("teams-incident-", StringComparison.Ordinal)), cancel);
    }

    internal async Task<IReadOnlyList<IncidentEvent>> Events(CancellationToken cancel) => await Services.GetRequiredService<Situations>().Events("INC-1", cancel);

    internal Task<IReadOnlyList<IncidentEvent>> Until(Func<IReadOnlyList<IncidentEvent>, bool> look, CancellationToken cancel) => Until(look, "INC-1", cancel);

    private async Task<IReadOnlyList<IncidentEvent>> Until(Func<IReadOnlyList<IncidentEvent>, bool> look, string incident, CancellationToken cancel)
    {
        var situations = Services.GetRequiredService<Situations>();
        for (var until = DateTimeOffset.UtcNow.AddSeconds(20); DateTimeOffset.UtcNow < until; await Task.Delay(20, cancel))
        {
            if (await situations.Events(incident, cancel) is var events && look(events))
            {
                return events;
            }
        }

        throw new TimeoutException($"What was waited for did not come; there is: {string.Join(", ", (await situations.Events(incident, cancel)).Select(e => e.GetType().Name))}");
    }

    /// <summary>Waits for something that another thread brings about.</summary>
    internal static async Task<T> Seen<T>(Func<T?> look, CancellationToken cancel)
        where T : class
    {
        for (var until = DateTimeOffset.UtcNow.AddSeconds(20); DateTimeOffset.UtcNow < until; await Task.Delay(20, cancel))
        {
            if (look() is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException("What was waited for did not come.");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}

/// <summary>The team's members as a test says.</summary>
internal sealed class FakeMembers : ITeamsMembers
{
    internal ConcurrentDictionary<string, TeamsMember> All { get; } = new(
        TeamsActivities.People.ToDictionary(p => p.User, p => new TeamsMember($"29:{p.Person}", p.User, p.Person, "user", BotFramework.Tenant)));

    public Task<TeamsMember?> Member(string aadObjectId, CancellationToken cancel) => Task.FromResult(All.GetValueOrDefault(aadObjectId));
}
