using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.Options;

namespace IncidentBot.Store;

/// <summary>Adds the store's ports and the <see cref="HeadSigner"/>, on SQLite. The store opens when the host starts.</summary>
internal static class StoreModule
{
    internal static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>()
            .Bind(configuration.GetSection("Store"), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.AddSingleton(p => SqliteStore.Open(
            p.GetRequiredService<IOptions<StoreOptions>>().Value.Folder, p.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IEventStore>(p => p.GetRequiredService<SqliteStore>().Events);
        services.AddSingleton<IInbox>(p => p.GetRequiredService<SqliteStore>().Inbox);
        services.AddSingleton<IOutbox>(p => p.GetRequiredService<SqliteStore>().Outbox);
        services.AddSingleton<IIntents>(p => p.GetRequiredService<SqliteStore>().Intents);
        services.AddSingleton<ICheckpoints>(p => p.GetRequiredService<SqliteStore>().Checkpoints);
        services.AddSingleton(p => p.GetRequiredService<SqliteStore>().Signer);
        services.AddHostedService<StoreAtStart>();
        return services;
    }
}

/// <summary>Opens the store when the host starts, so that a store that cannot be opened stops the start.</summary>
internal sealed class StoreAtStart(SqliteStore store, ILogger<StoreAtStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancel)
    {
        log.LogInformation("Store: {Database}, schema {Schema}", store.Folder.Database, SchemaVersion.Known);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
