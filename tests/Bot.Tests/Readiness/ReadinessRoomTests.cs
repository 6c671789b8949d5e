using System.Text.Json;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Chat;
using IncidentBot.Store;
using IncidentBot.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Readiness;

/// <summary>The whole bot with its local chat: readiness and premortem are answered, and a source that hangs holds up nobody else.</summary>
public sealed class ReadinessRoomTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside outside = null!;
    private WebApplication app = null!;
    private int deliveries;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.Start(Cancel);
        Directory.CreateDirectory(folder.Sub("plans"));
        var plan = PlanText.Edit(PlanText.Good, "http://errors\" } }", outside.Url("errors") + "\", timeout: 30s } }");
        await File.WriteAllTextAsync(folder.Sub("plans/shop.yaml"), plan, Cancel);
        app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Folder"] = folder.Sub("data"),
                ["Plans:Folder"] = folder.Sub("plans"),
                ["Web:Urls"] = "http://127.0.0.1:0",
                ["People:List:0:Id"] = "maya",
                ["People:List:0:Name"] = "Maya Okafor",
                ["People:List:0:Roles:0"] = "commander",
                ["Chat:Local:Enabled"] = "true",
                ["Chat:Local:Personas:0:Id"] = "maya",
                ["Chat:Local:Personas:0:Name"] = "Maya",
            });
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(Cancel);
        await Until(() => Room("triage") is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await outside.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_source_that_hangs_holds_up_the_answer_and_nothing_else_that_is_said()
    {
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        outside.On("errors", async (http, apply) =>
        {
            asked.TrySetResult();
            await released.Task;
            await Outside.Says(200, body: $$"""{"value":0.01,"sampledAt":"{{DateTimeOffset.UtcNow:O}}"}""")(http, apply);
        });
        await Say("triage", "readiness shop");
        await asked.Task.WaitAsync(Cancel);
        await Say("triage", "list");
        await Until(() => Whispers().Contains("No incident is open."));
        Assert.DoesNotContain(Whispers(), w => w.StartsWith("Readiness", StringComparison.Ordinal));

        released.SetResult();
        await Until(() => Whispers().Exists(w => w.StartsWith("Readiness of shop: ", StringComparison.Ordinal)));
        var answer = Whispers().Single(w => w.StartsWith("Readiness of shop: ", StringComparison.Ordinal));
        Assert.Contains("drills 0/30: MISSING network-partition: never drilled; MISSING region-loss: never drilled", answer, StringComparison.Ordinal);
        Assert.Contains("people 3/25", answer, StringComparison.Ordinal);
        Assert.EndsWith("`incidentbot readiness shop` prints all of it.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_an_incidents_room_the_service_need_not_be_named_and_a_drills_answer_bears_the_mark()
    {
        outside.On("errors", Outside.Says(500));
        await Say("triage", "drill shop region-loss");
        await Until(() => Room("incident") is not null);
        await Say("incident", "readiness");
        await Say("incident", "plan premortem");

        await Until(() => Whispers().Exists(w => w.StartsWith("DRILL: Readiness of shop: ", StringComparison.Ordinal)));
        await Until(() => Whispers().Exists(w => w.StartsWith("DRILL: Premortem of shop: ", StringComparison.Ordinal)));
        Assert.Contains("UNKNOWN G2 outage confirmed: errors is unknown", Whispers().Single(w => w.Contains("Readiness of", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("- no alarm rule opens an incident of shop; ", Whispers().Single(w => w.Contains("Premortem of", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_refused_with_what_is()
    {
        await Say("triage", "readiness cart");
        await Until(() => Whispers().Contains("There is no plan for `cart`.\nPlans are there for shop."));
        await Say("triage", "readiness shop now");
        await Until(() => Whispers().Exists(w => w.StartsWith("`now` is too much", StringComparison.Ordinal)));
    }

    private async Task Say(string room, string text)
    {
        var key = $"d{++deliveries}";
        var said = new ChatInbound("local", key, Room(room)!, "maya", "Maya", text, null, new Dictionary<string, string>(), DateTimeOffset.UtcNow);
        await app.Services.GetRequiredService<IInbox>().Add(new InboxItem("chat", key, JsonSerializer.Serialize(said, WorkflowJson.Options), DateTimeOffset.UtcNow), Cancel);
    }

    private List<string> Whispers() => Read("SELECT text FROM message WHERE audience = 'maya' ORDER BY number");

    private string? Room(string kind) => Read("SELECT kind || '=' || id FROM room").Find(r => r.StartsWith(kind + "=", StringComparison.Ordinal))?.Split('=')[1];

    private List<string> Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Sub("data/local-chat.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static async Task Until(Func<bool> condition)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(2);
        while (!condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It did not come true within two minutes.");
            await Task.Delay(50, Cancel);
        }
    }
}
