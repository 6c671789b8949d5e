using System.Net;
using IncidentBot.Chat.Local;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Bot.Tests.Chat.Local;

/// <summary>The local chat in a real Kestrel on a free loopback port, with an inbox in memory and nothing else of the bot.</summary>
internal sealed class LocalChatServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalChatServer(WebApplication app, string folder, MemoryInbox inbox)
    {
        (this.app, Folder, Inbox) = (app, folder, inbox);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    internal static IReadOnlyList<(string Id, string Name)> People { get; } =
    [
        ("ines", "Ines Okafor · commander"), ("dana", "Dana Whitfield · data owner"), ("elias", "Elias Brandt · executive"),
        ("rosa", "Rosa Lindqvist · responder"), ("sam", "Sam Achterberg · stakeholder"),
    ];

    internal Uri Address { get; }

    internal string Folder { get; }

    internal MemoryInbox Inbox { get; }

    internal LocalChat Chat => app.Services.GetRequiredService<LocalChat>();

    internal static async Task<LocalChatServer> Start(
        CancellationToken cancel, string? folder = null, int port = 0, MemoryInbox? inbox = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        folder ??= Directory.CreateTempSubdirectory("local-chat-").FullName;
        inbox ??= new MemoryInbox();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings ?? Settings(folder));
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<IInbox>(inbox);
        builder.Services.AddSingleton(new LocalChatVerbs(Verbs));
        builder.AddLocalChat();
        var app = builder.Build();
        app.MapLocalChat();
        await app.StartAsync(cancel);
        return new LocalChatServer(app, folder, inbox);
    }

    internal static Dictionary<string, string?> Settings(string folder)
    {
        var settings = new Dictionary<string, string?> { ["Store:Folder"] = folder, ["Chat:Local:Enabled"] = "true" };
        foreach (var (index, (id, name)) in People.Index())
        {
            settings[$"Chat:Local:Personas:{index}:Id"] = id;
            settings[$"Chat:Local:Personas:{index}:Name"] = name;
        }

        return settings;
    }

    internal Task Stop(CancellationToken cancel) => app.StopAsync(cancel);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static LocalChatVerb[] Verbs { get; } =
    [
        new("declare", "open an incident", "declare sev1 what is wrong"), new("status", "the card's figures as text"),
        new("severity", "change the severity, with a reason"), new("role take", "take a role"), new("note", "add a line to the timeline"),
        new("propose", "propose the failover that the plan names"), new("approve", "approve the proposal"), new("abort", "undo what is done and stop"),
        new("update preview", "read a stakeholder update before it goes out"), new("timeline", "what happened, in order"),
    ];
}
