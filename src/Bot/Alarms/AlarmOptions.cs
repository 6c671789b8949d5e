using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Poll;
using IncidentBot.Alarms.Sqs;

namespace IncidentBot.Alarms;

/// <summary>Which alarms are let in, and which service they are about. Section <c>Alarms</c>.</summary>
internal sealed class AlarmOptions
{
    internal const string Section = "Alarms";

    /// <summary>Accounts whose topics and events are let in: 12 digits each. Empty: none is.</summary>
    public HashSet<string> Accounts { get; } = [];

    /// <summary>Codes of the regions whose topics and events are let in, such as <c>eu-west-1</c>. Empty: none is.</summary>
    public HashSet<string> Regions { get; } = [];

    /// <summary>Notifications by SNS over HTTPS, <c>POST /alarms/sns</c>.</summary>
    public SnsOptions Sns { get; } = new();

    /// <summary>Events by an EventBridge API destination, <c>POST /alarms/eventbridge</c>.</summary>
    public EventBridgeOptions EventBridge { get; } = new();

    /// <summary>Queues that alarms are taken from by long polling: the way to choose in production.</summary>
    public SqsOptions Sqs { get; } = new();

    /// <summary>Asking CloudWatch for state changes whose notification was lost.</summary>
    public PollOptions Poll { get; } = new();

    /// <summary>Signs of life that are expected, by path: silence is reported.</summary>
    public IList<HeartbeatOptions> Heartbeats { get; } = [];

    /// <summary>Which alarm means which service; the first rule that matches wins.</summary>
    public IList<AlarmRuleOptions> Rules { get; } = [];
}

/// <summary>What is accepted from SNS.</summary>
internal sealed class SnsOptions
{
    /// <summary>Full ARNs of the topics whose notifications are let in. Empty: every notification is refused.</summary>
    public HashSet<string> TopicArns { get; } = [];

    /// <summary>Whether signatures with SHA-1 count. Default false: set the topic's SignatureVersion to 2 instead.</summary>
    public bool AllowSignatureVersion1 { get; set; }
}

/// <summary>What is accepted from EventBridge.</summary>
internal sealed class EventBridgeOptions
{
    /// <summary>Whether the endpoint exists. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>A long random key, 32 to 512 characters, that the API destination's connection sends in <c>X-IncidentBot-Key</c>.</summary>
    public string? Key { get; set; }

    /// <summary>A file that holds the key, read at start.</summary>
    public string? KeyFile { get; set; }
}

/// <summary>One correlation rule: all of its conditions must hold. Patterns know * and ?, and case matters.</summary>
internal sealed class AlarmRuleOptions
{
    /// <summary>Pattern for the alarm's name. Default: any.</summary>
    public string AlarmName { get; set; } = "*";

    /// <summary>The alarm's account, exactly. Null: any.</summary>
    public string? Account { get; set; }

    /// <summary>The alarm's region code, exactly. Null: any, an unknown one included.</summary>
    public string? Region { get; set; }

    /// <summary>Dimension names and patterns for their values; each must match a dimension of one of the alarm's metrics.</summary>
    public IDictionary<string, string> Dimensions { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Tag keys and patterns for their values; each must match one of the alarm's tags.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The service the alarm is about: lower-case letters, digits and hyphens, at most 63. Required.</summary>
    public string? Service { get; set; }

    /// <summary>The id of the plan to follow. Null: no plan, so the alarm goes to the triage room.</summary>
    public string? Plan { get; set; }

    /// <summary>Severity of an incident that the alarm opens: sev1 to sev4. Required.</summary>
    public string? Severity { get; set; }
}
