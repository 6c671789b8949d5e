using IncidentBot.Store.Postgres;
using IncidentBot.Store.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Store;

/// <summary>Adds the store's ports and the <see cref="HeadSigner"/>, on SQLite or PostgreSQL. The store opens when the host starts.</summary>
internal static class StoreModule
{
    internal static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>()
            .Bind(configuration.GetSection("Store"), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WriteWatch>();
        var isPostgres = configuration["Store:Kind"] == StoreOptions.PostgreSql;
        _ = isPostgres ? services.AddPostgres() : services.AddSqlite();
        services.AddHostedService<StoreAtStart>();
        services.AddSingleton<ActiveNode>();
        services.AddHostedService(p => p.GetRequiredService<ActiveNode>());
        return services;
    }

    private static BoundedInbox Bounded(IServiceProvider services, IInbox inbox) =>
        new(inbox, services.GetRequiredService<IOutbox>(), services.GetRequiredService<WriteWatch>(), services.GetRequiredService<IOptions<StoreOptions>>().Value.MostPending, services.GetRequiredService<TimeProvider>());

    private static IServiceCollection AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton(p => SqliteStore.Open(p.GetRequiredService<IOptions<StoreOptions>>().Value.Folder, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventStore>(p => new WatchedEvents(p.GetRequiredService<SqliteStore>().Events, p.GetRequiredService<WriteWatch>()));
        services.AddSingleton<IInbox>(p => Bounded(p, p.GetRequiredService<SqliteStore>().Inbox));
        services.AddSingleton<IOutbox>(p => p.GetRequiredService<SqliteStore>().Outbox);
        services.AddSingleton<ICheckpoints>(p => p.GetRequiredService<SqliteStore>().Checkpoints);
        services.AddSingleton<IIntents>(p => p.GetRequiredService<SqliteStore>().Intents);
        services.AddSingleton<IWorkLease>(p => p.GetRequiredService<SqliteStore>().Lease);
        services.AddSingleton(p => p.GetRequiredService<SqliteStore>().Signer);
        return services.AddSingleton(p => new OpenedStore(p.GetRequiredService<SqliteStore>().Folder.Database, SchemaVersion.Known));
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services)
    {
        // Opened on the pool, for a container makes its singletons where it is asked, and cannot wait.
        services.AddSingleton(p => Task.Run(() => PostgresStore.Open(
            p.GetRequiredService<IOptions<StoreOptions>>().Value, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PostgresStore>>(), CancellationToken.None)).GetAwaiter().GetResult());
        services.AddSingleton<IEventStore>(p => new WatchedEvents(p.GetRequiredService<PostgresStore>().Events, p.GetRequiredService<WriteWatch>()));
        services.AddSingleton<IInbox>(p => Bounded(p, p.GetRequiredService<PostgresStore>().Inbox));
        services.AddSingleton<IOutbox>(p => p.GetRequiredService<PostgresStore>().Outbox);
        services.AddSingleton<ICheckpoints>(p => p.GetRequiredService<PostgresStore>().Checkpoints);
        services.AddSingleton<IIntents>(p => p.GetRequiredService<PostgresStore>().Intents);
        services.AddSingleton<IWorkLease>(p => p.GetRequiredService<PostgresStore>().Lease);
        services.AddSingleton(p => p.GetRequiredService<PostgresStore>().Signer!);
        return services.AddSingleton(p => new OpenedStore(p.GetRequiredService<PostgresStore>().Database, PostgresSchema.Known));
    }
}

/// <summary>What was opened, for people.</summary>
internal sealed record OpenedStore(string Database, long Schema);

/// <summary>Opens the store when the host starts, so that a store that cannot be opened stops the start.</summary>
internal sealed class StoreAtStart(OpenedStore store, ILogger<StoreAtStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancel)
    {
        log.LogInformation("Store: {Database}, schema {Schema}", store.Database, store.Schema);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
