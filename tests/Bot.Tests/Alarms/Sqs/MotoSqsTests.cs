using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>The whole bot on topics and queues of two regions, in an emulator that is not ours.</summary>
public sealed class MotoSqsTests : IAsyncLifetime
{
    private readonly Moto moto = new();
    private readonly TemporaryFolder folders = new();
    private MotoQueues aws = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await moto.InitializeAsync();
        aws = new MotoQueues(moto, Cancel);
        if (Moto.Present)
        {
            await aws.Create();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await moto.DisposeAsync();
        folders.Dispose();
    }

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task Alarms_of_two_regions_come_by_four_subscriptions_and_make_one_incident_of_two_alarms()
    {
        using var certificates = new MotoCertificates(moto.Address);
        await aws.Publish("us-east-1", "checkout-5xx", DateTimeOffset.UtcNow);
        await using var bot = await Start(aws.Bot(folders.Sub("bot"), moto.Address, certificates));
        await aws.Publish("eu-west-1", "checkout-latency", DateTimeOffset.UtcNow);
        await Empty();
        await Until(async () => (await Alarms(bot)).Count == 2);
        Assert.Single(await bot.Services.GetRequiredService<Situations>().All(Cancel));
        Assert.All(await Alarms(bot), a => Assert.Equal(1, a.Changes));
        Assert.Equal(4, certificates.Served);
        await bot.StopAsync(Cancel);
    }

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task A_node_killed_between_the_store_and_the_delete_gets_the_alarm_again_and_takes_it_once()
    {
        await using var proxy = await MotoProxy.Start(moto.Address, Cancel);
        proxy.Hangs = "DeleteMessageBatch";
        await aws.Publish("us-east-1", "checkout-5xx", DateTimeOffset.UtcNow);
        await using (var first = await Start(aws.Bot(folders.Sub("bot"), proxy.Address, new NoCertificates())))
        {
            await Until(() => Task.FromResult(proxy.Hung >= 2));
            await first.StopAsync(Cancel);
        }

        Assert.Equal(2, await Left());
        proxy.Hangs = null;
        await using var second = await Start(aws.Bot(folders.Sub("bot"), proxy.Address, new NoCertificates()));
        await Empty();
        await Until(async () => (await Alarms(second)).Count == 1);
        Assert.Equal(1, (await Alarms(second)).Single().Changes);
        Assert.Single(await second.Services.GetRequiredService<Situations>().All(Cancel));
        await second.StopAsync(Cancel);
    }

    [Fact(SkipUnless = nameof(Moto.Present), SkipType = typeof(Moto), Skip = Moto.Missing)]
    public async Task What_is_no_alarm_is_set_aside_once_and_the_command_line_shows_it()
    {
        using var certificates = new MotoCertificates(moto.Address);
        await using var bot = await Start(aws.Bot(folders.Sub("bot"), moto.Address, certificates));
        await aws.Publish("us-east-1", "plain \u001b[31mwords");
        await Empty();
        await Until(async () => (await bot.Services.GetRequiredService<IInbox>().Parked(10, Cancel)).Count > 0);
        var told = Assert.Single((await bot.Services.GetRequiredService<Situations>().Triage(Cancel)).OfType<TriageEvent.DeliveriesParked>());
        Assert.Equal(("not-an-alarm", 1), (told.Code, told.Count));

        var config = Path.Combine(folders.Sub("cli"), "appsettings.json");
        Directory.CreateDirectory(Path.GetDirectoryName(config)!);
        await File.WriteAllTextAsync(config, $$$"""{"Store":{"Folder":"{{{folders.Sub("bot")}}}"}}""", Cancel);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(ExitCodes.Ok, await AlarmParkedVerb.Run(null, null, config, output, error, Cancel));
        Assert.Matches("^[0-9]+  .*  sqs:(us-east-1|eu-west-1)  not-an-alarm: the message is not an alarm state change.*\n$", output.ToString());
        var id = long.Parse(output.ToString().Split(' ')[0], null);
        Assert.Equal(ExitCodes.Ok, await AlarmParkedVerb.Run(id, null, config, output, error, Cancel));
        Assert.Contains("\"Type\": \"Notification\"", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
        Assert.Equal(ExitCodes.No, await AlarmParkedVerb.Run(id + 1, null, config, output, error, Cancel));
        await bot.StopAsync(Cancel);
    }

    private static async Task<WebApplication> Start(WebApplication bot)
    {
        await bot.StartAsync(Cancel);
        return bot;
    }

    private static async Task<IReadOnlyList<AlarmRecord>> Alarms(WebApplication bot) =>
        [.. (await bot.Services.GetRequiredService<Situations>().All(Cancel)).SelectMany(i => i.Alarms.Values)];

    private async Task<int> Left() => (await Task.WhenAll(MotoQueues.Regions.Select(aws.Left))).Sum();

    private Task Empty() => Until(async () => await Left() == 0);

    private static async Task Until(Func<Task<bool>> condition)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(2);
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It did not come true within two minutes.");
            await Task.Delay(50, Cancel);
        }
    }
}
