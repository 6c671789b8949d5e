using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Sns;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>The whole bot under ten thousand signed notifications at once, a third of them delivered twice as SNS may.</summary>
public sealed class StormTests : IAsyncLifetime
{
    private const int AlarmCount = 2_500;
    private const int ChangesOfEach = 4;
    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-storm").FullName;
    private readonly RehearsalAuthority authority = TestKeys.Authority(TimeProvider.System);
    private WebApplication app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_notifications_make_one_incident_and_one_card_and_at_most_one_post_a_second_and_none_is_lost()
    {
        await Send(Notifications());

        var situations = app.Services.GetRequiredService<Situations>();
        await Until(async () => await Noted(situations) == AlarmCount * ChangesOfEach);
        // The card's lane is never empty for long: the plan's readings go on.
        await Until(async () => (await app.Services.GetRequiredService<IOutbox>().Next(
            [RoomBook.CardLane("local", "INC-1")], DateTimeOffset.UtcNow.AddDays(1), 1, Cancel)).Count == 0);

        Assert.Single(await situations.All(Cancel));
        var alarms = (await situations.Load("INC-1", Cancel)).Incident.Alarms.Values;
        Assert.Equal((AlarmCount, ChangesOfEach), (alarms.Count(), alarms.Select(a => a.Changes).Distinct().Single()));
        Assert.Empty(await app.Services.GetRequiredService<IInbox>().Parked(1, Cancel));
        Assert.Equal(1, Said("m.card IS NOT NULL"));
        Assert.InRange(Said("m.kind = 'alarm'"), 1, ChangesOfEach * AlarmCount / 100);
        Assert.Equal(0, Count("SELECT COUNT(*) FROM (SELECT 1 FROM message WHERE kind = 'alarm' GROUP BY room, substr(at, 1, 19) HAVING COUNT(*) > 1)"));
    }

    public async ValueTask InitializeAsync()
    {
        app = BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Folder"] = folder,
                ["Web:Urls"] = "http://127.0.0.1:0",
                ["Alarms:Accounts:0"] = "123456789012",
                ["Alarms:Regions:0"] = "us-east-1",
                ["Alarms:Sns:TopicArns:0"] = Sns.Topic,
                ["Chat:Local:Enabled"] = "true",
                ["Chat:Local:Personas:0:Id"] = "maya",
                ["Chat:Local:Personas:0:Name"] = "Maya",
            });
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(authority.Certificates);
        });
        await app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Every alarm goes to ALARM and back, twice; all were raised within the last minute, and come in any order.</summary>
    private List<byte[]> Notifications()
    {
        var body = JsonNode.Parse((string)Sns.Notification()["Message"]!)!.AsObject();
        var now = DateTimeOffset.UtcNow;
        var all = new List<byte[]>();
        for (var i = 0; i < AlarmCount * ChangesOfEach; i++)
        {
            var (alarm, change) = (i % AlarmCount, i / AlarmCount);
            body["AlarmName"] = $"checkout-{alarm}";
            body["AlarmArn"] = $"arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-{alarm}";
            body["StateChangeTime"] = now.AddSeconds((change * 10) - 50).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
            (body["OldStateValue"], body["NewStateValue"]) = change % 2 == 0 ? ("OK", "ALARM") : ("ALARM", "OK");
            var envelope = Sns.Notification(Guid.NewGuid().ToString("D"));
            envelope["Message"] = body.ToJsonString();
            envelope["Timestamp"] = Sns.Time(now);
            var signed = Encoding.UTF8.GetBytes(authority.Sign(envelope));
            all.Add(signed);
            if (i % 3 == 0)
            {
                all.Add(signed);
            }
        }

        return all;
    }

    private async Task Send(List<byte[]> bodies)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel }, async (body, cancel) =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("text/plain") { CharSet = "UTF-8" };
            using var answer = await http.PostAsync("/alarms/sns", content, cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });
    }

    private static async Task<int> Noted(Situations situations) =>
        (await situations.Load("INC-1", Cancel)).Incident is { Id.Length: > 0 } incident ? incident.Alarms.Values.Sum(a => a.Changes) : 0;

    private long Said(string which) => Count($"SELECT COUNT(*) FROM message m JOIN room r ON r.id = m.room WHERE r.kind = 'incident' AND {which}");

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "local-chat.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(5);
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It did not come true within five minutes.");
            await Task.Delay(50, Cancel);
        }
    }
}
