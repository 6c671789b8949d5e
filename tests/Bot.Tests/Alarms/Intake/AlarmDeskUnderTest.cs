using IncidentBot.Alarms;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Poll;
using IncidentBot.Alarms.Rules;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Intake;

/// <summary>The intake of alarms on a real store: what is taken is handled, and what came of it is read from the log.</summary>
internal sealed class AlarmDeskUnderTest : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 14, 2, 0, 0, TimeSpan.Zero);

    internal AlarmDeskUnderTest()
    {
        Clock = new ManualTime(Start);
        Silence = new IntakeSilence(Clock);
        Store = new SqliteUnderTest(Clock);
        Options.Accounts.Add("123456789012");
        Options.Regions.UnionWith(["us-east-1", "eu-west-1"]);
        Options.Sns.TopicArns.Add(Sns.Topic);
        Options.Rules.Add(new AlarmRuleOptions { AlarmName = "checkout-*", Service = "checkout", Severity = "sev1" });
    }

    internal ManualTime Clock { get; }

    internal SqliteUnderTest Store { get; }

    internal AlarmOptions Options { get; } = new();

    internal Situations Situations => new(Store.Events);

    internal TriageDesk Triage => new(Store.Events, Situations, Clock);

    internal Heartbeats Heartbeats => new(Given, Store.Checkpoints, Clock);

    internal AlarmIntake Intake => new(Store.Inbox, Heartbeats, Silence, Clock);

    internal IntakeSilence Silence { get; }

    private IOptions<AlarmOptions> Given => Microsoft.Extensions.Options.Options.Create(Options);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A poller as each node has one.</summary>
    internal AlarmPoller Poller(AwsClient aws) => new(
        aws, new AlarmRules(Options.Rules), Intake, Heartbeats, new KnownTransitions(Situations), Store.Checkpoints, Given, Clock, NullLogger<AlarmPoller>.Instance);

    internal HeartbeatWatch Watch() => new(Given, Heartbeats, Silence, Triage, Clock, NullLogger<HeartbeatWatch>.Instance);

    /// <summary>Takes a change in, as a path does.</summary>
    internal Task<InboxReceipt> Take(string path, string name, AlarmState state, DateTimeOffset at) =>
        Intake.Take(path, AlarmReader.Sns, "unused", Body(name, state, at), new AlarmReading.Notice(Notice(name, state, at)), Cancel);

    /// <summary>Handles all that is pending, and answers what the triage stream says then.</summary>
    internal async Task<IReadOnlyList<TriageEvent>> Handle()
    {
        var situations = Situations;
        var desk = new IncidentDesk(Store.Events, Store.Inbox, situations, Cast.Roster, new Cast.Plans(), Clock);
        IInboxHandler[] handlers =
        [
            new AlarmHandler(new AlarmRules(Options.Rules), desk, Triage, Store.Inbox, Clock, NullLogger<AlarmHandler>.Instance),
            new ParkedHandler(Store.Inbox, Triage, Clock, NullLogger<ParkedHandler>.Instance),
        ];
        foreach (var kind in (await Store.Inbox.Pending(500, Cancel)).GroupBy(e => handlers.Single(h => h.Kinds.Contains(e.Kind))))
        {
            await kind.Key.Handle([.. kind], Cancel);
        }

        Assert.Empty(await Store.Inbox.Pending(1, Cancel));
        return await Situations.Triage(Cancel);
    }

    internal async Task<IReadOnlyList<Incident>> Incidents() => await Situations.All(Cancel);

    internal static AlarmNotice Notice(string name, AlarmState state, DateTimeOffset at) => new()
    {
        AlarmName = name,
        AccountId = "123456789012",
        Region = "us-east-1",
        NewState = state,
        StateChangedAt = at,
        Identity = $"123456789012/us-east-1/{name}",
    };

    private static string Body(string name, AlarmState state, DateTimeOffset at) => $$"""
        {"AlarmName":"{{name}}","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{{name}}","AWSAccountId":"123456789012",
         "NewStateValue":"{{AlarmStateName.Of(state)}}","NewStateReason":"because","StateChangeTime":"{{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff}}+0000"}
        """;

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
