using System.Text.Json.Nodes;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Sns;
using IncidentBot.Alarms.Sqs;
using IncidentBot.Aws;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>Loops over queues, with an inbox in memory and signatures of our own.</summary>
internal sealed class QueueReader : ISubscriptionConfirmer, IDisposable
{
    internal static readonly SqsTiming Quick = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(60));

    private readonly LoggerFactory logs;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];

    internal QueueReader(ISigningCertificates? certificates = null, AlarmOptions? options = null)
    {
        logs = new LoggerFactory([Log]);
        Authority = TestKeys.Authority(Clock);
        Options = options ?? Alarms.Sns.Options();
        var given = Microsoft.Extensions.Options.Options.Create(Options);
        Judge = new SqsJudge(new SnsVerifier(given, certificates ?? Authority.Certificates, Clock), given);
        Intake = new AlarmIntake(Inbox, new Heartbeats(given, Checkpoints, Clock), new IntakeSilence(Clock), Clock);
    }

    internal AlarmOptions Options { get; }

    internal FixedClock Clock { get; } = new(Alarms.Sns.Now);

    internal RehearsalAuthority Authority { get; }

    internal MemoryInbox Inbox { get; } = new();

    internal MemoryCheckpoints Checkpoints { get; } = new();

    internal LogLines Log { get; } = new();

    internal SqsJudge Judge { get; }

    internal AlarmIntake Intake { get; }

    internal List<Uri> Confirmed { get; } = [];

    internal bool ConfirmationFails { get; set; }

    /// <summary>A signed notification of an alarm's change.</summary>
    internal string Signed(string messageId, Action<JsonObject>? change = null)
    {
        var envelope = Alarms.Sns.Notification(messageId);
        envelope["Message"] = ((string)envelope["Message"]!).Replace("449671225256", "123456789012", StringComparison.Ordinal);
        change?.Invoke(envelope);
        return Authority.Sign(envelope);
    }

    /// <summary>The same of an alarm of another name: another change.</summary>
    internal string Of(int alarm) => Signed($"id-{alarm}", e =>
    {
        var body = JsonNode.Parse((string)e["Message"]!)!.AsObject();
        body["AlarmArn"] = $"arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm-{alarm}";
        body["AlarmName"] = $"alarm-{alarm}";
        e["Message"] = body.ToJsonString();
    });

    internal SqsLoop Loop(SqsStub stub, string region = "us-east-1", SqsTiming? timing = null) => Loop(stub.Client, stub.Url, region, timing);

    internal SqsLoop Loop(AwsClient aws, string url, string region, SqsTiming? timing = null) => new(
        new SqsQueue(aws, url, region, timing ?? Quick, TimeProvider.System), Judge, Intake, Inbox, this,
        new RefusalLog(logs.CreateLogger<RefusalLog>(), TimeProvider.System), timing ?? Quick, TimeProvider.System, logs.CreateLogger<SqsLoop>());

    /// <summary>Lets a loop run until the reader is disposed of.</summary>
    internal void Run(SqsLoop loop) => running.Add(Task.Run(() => loop.Run(stop.Token), CancellationToken.None));

    internal static async Task Until(Func<bool> condition, string what)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(2);
        while (!condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Within two minutes it did not come true that {what}.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public Task<bool> Confirm(Uri url, CancellationToken cancel)
    {
        Confirmed.Add(url);
        return Task.FromResult(!ConfirmationFails);
    }

    public void Dispose()
    {
        stop.Cancel();
        Assert.True(Task.WhenAll(running).ContinueWith(t => t.IsFaulted ? t.Exception!.InnerExceptions : [], TaskScheduler.Default).Result.Count == 0);
        stop.Dispose();
        logs.Dispose();
        Authority.Dispose();
    }
}
