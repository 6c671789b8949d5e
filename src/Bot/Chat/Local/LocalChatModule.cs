using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Local;

/// <summary>Puts the local chat and its page into the host. Needs an <see cref="IInbox"/> from elsewhere; the host binds to loopback.</summary>
internal static class LocalChatModule
{
    internal static IHostApplicationBuilder AddLocalChat(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(LocalChatOptions.Section);
        var services = builder.Services;
        services.AddOptions<LocalChatOptions>().Bind(section, o => o.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LocalChatOptions>, LocalChatOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(LocalChatVerbs.None);
        if (section.GetValue<bool>(nameof(LocalChatOptions.Enabled)))
        {
            var folder = builder.Configuration["Store:Folder"] ?? "data";
            services.AddSingleton(_ => new ChatFile(folder));
            services.AddSingleton<LocalChat>();
            services.AddSingleton<IChatPlatform>(p => p.GetRequiredService<LocalChat>());
            services.AddSingleton<IChatAccounts, LocalAccounts>();
            services.AddSingleton<ChatReading>();
            services.AddSingleton<LocalInbound>();
            services.AddSingleton<ChatStream>();
            services.AddHostedService<ChatFileAtStart>();
        }

        return builder;
    }

    internal static IEndpointRouteBuilder MapLocalChat(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<IOptions<LocalChatOptions>>().Value;
        if (!options.Enabled || options.Personas.Count == 0)
        {
            app.MapGet("/", () => Results.Text(Refused(options) + "\n", statusCode: StatusCodes.Status403Forbidden));
            app.Map("/chat/{**rest}", () => LocalAnswer.Error(StatusCodes.Status403Forbidden, Refused(options)));
            return app;
        }

        var guarded = app.MapGroup("").AddEndpointFilter(new LocalChatGuard(options).Check);
        guarded.MapLocalPage();
        guarded.MapLocalReads();
        guarded.MapLocalWrites();
        return app;
    }

    private static string Refused(LocalChatOptions options) => !options.Enabled
        ? "The local chat is switched off. It lets whoever opens the page act as any person, so only a rehearsal has it: "
            + "run \"incidentbot demo\", or set Chat:Local:Enabled and Chat:Local:Personas."
        : "The local chat has no personas, so nobody can speak here. It lets whoever opens the page act as any person, so only a rehearsal "
            + "has some: run \"incidentbot demo\", or list people in Chat:Local:Personas.";
}

/// <summary>Opens the chat's file when the host starts, so that one that cannot be used stops the start; looking at the settings alone opens nothing.</summary>
internal sealed class ChatFileAtStart(ChatFile file, ILogger<ChatFileAtStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancel)
    {
        log.LogInformation("The local chat is on: whoever opens its page may act as any persona. Its file is {Store}", file.StoreId);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
