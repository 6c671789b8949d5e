namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>Messages that SNS did sign, but not for us or not now; npm's sns-validator has no opinion on these.</summary>
internal static class SnsPolicyForgeries
{
    internal static IEnumerable<SnsForgery> All =>
    [
        new("replayed after two hours", "old", "more than 2 h ago", false, f => f.Genuine(m => m["Timestamp"] = Sns.Time(Sns.Now.AddHours(-3)))),
        new("from the future", "future", "more than 15 min ahead", false, f => f.Genuine(m => m["Timestamp"] = Sns.Time(Sns.Now.AddHours(1)))),
        new("time without an offset", "timestamp", "not a time", false, f => f.Genuine(m => m["Timestamp"] = "2026-03-01T12:00:00")),
        new("topic of the forger's account", "topic", "not in Alarms:Sns:TopicArns", false, f => f.Genuine(m => m["TopicArn"] = "arn:aws:sns:us-east-1:666666666666:alarms")),
        new("confirmation for a topic of the forger's", "topic", "not in Alarms:Sns:TopicArns", false,
            f => f.Genuine(m => m["TopicArn"] = "arn:aws:sns:us-east-1:666666666666:alarms", envelope: Sns.Confirmation())),
        new("topic that differs in case", "topic", "not in Alarms:Sns:TopicArns", false, f => f.Genuine(m => m["TopicArn"] = Sns.Topic.Replace("alarms", "Alarms", StringComparison.Ordinal))),
        new("queue for a topic", "topic-form", "not the ARN of an SNS topic", false, f => f.Genuine(m => m["TopicArn"] = "arn:aws:sqs:us-east-1:123456789012:alarms")),
        new("region that is a path", "topic-form", "not the ARN of an SNS topic", true, f => f.Changed(m => m["TopicArn"] = "arn:aws:sns:evil.example/:123456789012:alarms")),
        new("no topic is allowed", "no-topics", "Alarms:Sns:TopicArns is empty", false, f => f.Genuine()) { Options = Sns.Options(topics: []) },
        new("account is not allowed", "account", "not in Alarms:Accounts", false, f => f.Genuine()) { Options = Sns.Options(accounts: []) },
        new("region is not allowed", "region", "not in Alarms:Regions", false, f => f.Genuine()) { Options = Sns.Options(regions: []) },
    ];
}
