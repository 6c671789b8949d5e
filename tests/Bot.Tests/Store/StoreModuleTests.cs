using IncidentBot.Store;
using IncidentBot.Store.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Store;

public sealed class StoreModuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_module_gives_the_ports_of_one_store_and_closes_it_with_the_host()
    {
        await using (var host = Host("Store:Folder", _folder.Sub("data")))
        {
            await host.StartAsync(Cancel);
            var store = host.Services.GetRequiredService<SqliteStore>();
            await host.Services.GetRequiredService<IEventStore>().Append([new StreamAppend("INC-1", 0, [new NewEvent("note.added.v1", "{}", DateTimeOffset.UtcNow)])], null, Cancel);
            await host.Services.GetRequiredService<IInbox>().Add(new InboxItem("test", "1", "{}", DateTimeOffset.UtcNow), Cancel);
            Assert.Single(await store.Events.ReadAll(0, 9, Cancel));
            Assert.Single(await store.Inbox.Pending(9, Cancel));
            Assert.NotNull(host.Services.GetRequiredService<WriteWatch>().Took);
            Assert.Same(store.Outbox, host.Services.GetRequiredService<IOutbox>());
            Assert.Same(store.Checkpoints, host.Services.GetRequiredService<ICheckpoints>());
            Assert.Same(store.Signer, host.Services.GetRequiredService<HeadSigner>());
            await host.StopAsync(Cancel);
        }

        await SqliteStore.Open(_folder.Sub("data"), TimeProvider.System).DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_stops_the_start()
    {
        await using var taken = SqliteStore.Open(_folder.Path, TimeProvider.System);
        await using var host = Host("Store:Folder", _folder.Path);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.StartAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_option_is_refused_by_name_rule_and_value()
    {
        var file = _folder.Sub("file");
        await File.WriteAllTextAsync(file, "", Cancel);
        Assert.Equal("Store:Folder must name a folder; it is \" \".", await Refusal(" "));
        Assert.Equal($"Store:Folder must be a folder or the name of a new one; \"{file}\" is a file or no path.", await Refusal(file));
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        await using var host = Host("Store:Foldre", "x");
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Cancel));
        Assert.Contains("Foldre", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_data_unless_said_otherwise() => Assert.Equal("data", new StoreOptions().Folder);

    private static async Task<string> Refusal(string folder)
    {
        await using var host = Host("Store:Folder", folder);
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel))).Message;
    }

    private static WebApplication Host(string key, string value)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new(key, value)]);
        builder.Logging.ClearProviders();
        builder.Services.AddStore(builder.Configuration);
        return builder.Build();
    }
}
