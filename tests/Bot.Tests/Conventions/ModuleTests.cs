using IncidentBot.Bot.Tests.Conventions.Samples.Alarms;
using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Conventions;

/// <summary>Modules never call each other: they meet in the Store's ports and at the desk. What is listed here is all that they may see.</summary>
public sealed class ModuleTests
{
    /// <summary>Modules that put others together, or stand beside the bot: they may use anything; so may a module's registration, XModule.</summary>
    private static readonly string[] Composing = ["Cli", "Demo"];

    /// <summary>What everybody may use: the ports of the log and the queues, the desk and what it reads, and read-only lists.</summary>
    private static readonly HashSet<string> Ports =
    [
        "Store.IEventStore", "Store.IInbox", "Store.IOutbox", "Store.ICheckpoints", "Store.IIntents", "Store.Intent", "Store.IntentKey", "Store.OpenIntent", "Store.IFollower", "Store.IInboxHandler", "Store.FollowerLoop`1", "Store.IWorkLease", "Store.WriteWatch", "Store.TermOverException",
        "Store.StoredEvent", "Store.StreamAppend", "Store.NewEvent", "Store.AppendResult", "Store.Checkpoint", "Store.InboxItem", "Store.InboxEntry",
        "Store.InboxReceipt", "Store.InboxLoad", "Store.OutboxMessage", "Store.OutboxEntry", "Store.OutboxPriority", "Store.OutboxFailure", "Store.OutboxAge", "Telemetry.Instruments", "Store.StoreUnavailableException", "Store.HeadSigner",
        "Incidents.IncidentDesk", "Incidents.TriageDesk", "Incidents.DeskAnswer", "Incidents.Situations", "Incidents.IncidentLog",
        "Plans.IPlanCatalog", "People.PeopleRoster", "People.StepUp", "People.Enrolments", "People.ChatAccounts", "People.ChatAccount", "People.IPeopleDirectory", "People.DirectoryEntry",
        "Wakeups.ISweep", "Web.RequestBytes", "Web.SecretFile", "Web.CappedBody",
        "Aws.AwsClient", "Aws.AwsApi", "Aws.AwsAnswer", "Aws.AwsJson", "Aws.AwsPages", "Aws.AwsOptions", "Aws.IAwsIdentity",
    ];

    /// <summary>One module's use of one type of another, each with the reason why it is not a call.</summary>
    private static readonly HashSet<(string Module, string Type)> Exceptions =
    [
        // A text is a pure function of the facts; only the desk can send it.
        ("Chat", "Updates.UpdateRenderer"),

        // A record is a pure function of the log; the room asks for it as it asks the log.
        ("Chat", "Exports.IncidentExport"), ("Chat", "Exports.ExportedIncident"), ("Chat", "Exports.ExportFormat"), ("Chat", "Exports.UnreadableLogException"),

        // Who holds the key reads records over HTTP as the room does, by the same pure function.
        ("Web", "Exports.IncidentExport"), ("Web", "Exports.ExportedIncident"), ("Web", "Exports.ExportFormat"), ("Web", "Exports.UnreadableLogException"),

        // The web refuses to listen beyond loopback while anyone could play a persona: it reads the options, no more.
        ("Web", "Chat.Local.LocalChatOptions"), ("Web", "Chat.Local.LocalPersona"), ("Web", "Chat.Teams.TeamsOptions"),

        // Readiness looks once at what every module knows already, and changes nothing; the room asks it as it asks the log.
        ("Readiness", "Readings.ReadingCollector"), ("Readiness", "Readings.ReadingsOptions"), ("Readiness", "Alarms.AlarmOptions"), ("Readiness", "Alarms.AlarmRuleOptions"),
        ("Readiness", "Alarms.Sqs.SqsOptions"), ("Readiness", "Alarms.Sqs.SqsQueueOptions"), ("Readiness", "Alarms.Heartbeat.HeartbeatOptions"),
        ("Readiness", "Alarms.SnsOptions"), ("Readiness", "Alarms.EventBridgeOptions"), ("Readiness", "Chat.IChatAccounts"), ("Chat", "Readiness.ReadinessCheck"),

        // One allow-list for all programs that plans may start: a reading's program looks it up, no more.
        ("Readings", "Failover.StepOptions"), ("Readings", "Failover.AllowedProgram"),
    ];

    [Fact]
    public void No_module_calls_another()
    {
        var calls = ModuleCalls.Of(typeof(IEventStore).Assembly.GetTypes().Where(t => !t.Name.EndsWith("Module", StringComparison.Ordinal)), "IncidentBot")
            .Where(c => !Composing.Contains(c.Module))
            .Select(c => (c.Module, Type: c.Used.FullName!["IncidentBot.".Length..]))
            .Where(c => !Ports.Contains(c.Type) && !Exceptions.Contains(c))
            .Select(c => $"{c.Module} uses {c.Type}")
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(calls.Count == 0, $"Modules meet in the log; or list the port in {nameof(ModuleTests)}:\n{string.Join('\n', calls)}");
    }

    [Fact]
    public void A_call_hidden_in_an_async_method_is_found()
    {
        var calls = ModuleCalls.Of(typeof(Caller).Assembly.GetTypes(), "IncidentBot.Bot.Tests.Conventions.Samples");
        Assert.Contains(("Alarms", typeof(Samples.Chat.Called)), calls);
        Assert.Contains(("Alarms", typeof(Samples.Chat.Held)), calls);
    }
}
