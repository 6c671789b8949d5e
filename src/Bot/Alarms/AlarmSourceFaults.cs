using System.Text.RegularExpressions;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Alarms.Sns;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Alarms;

/// <summary>Finds what is wrong with the queues, the poller and the heartbeats.</summary>
internal static partial class AlarmSourceFaults
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Every fault, each naming the setting, the rule and the value found.</summary>
    internal static IEnumerable<string> Find(AlarmOptions options) => [.. Queues(options), .. Poll(options), .. Heartbeats(options)];

    private static IEnumerable<string> Queues(AlarmOptions options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Sqs.Queues.Count; i++)
        {
            var (queue, at) = (options.Sqs.Queues[i], $"Alarms:Sqs:Queues:{i}");
            if (queue.Region is null || !SnsVerifier.RegionCode().IsMatch(queue.Region))
            {
                yield return $"{at}:Region must be a region's code such as eu-west-1, found {Found(queue.Region)}";
            }

            if (Url(queue.Url ?? "", queue.Region ?? "") is { } fault)
            {
                yield return $"{at}:Url {fault}, found {Found(queue.Url)}";
            }
            else if (!seen.Add($"{queue.Region} {queue.Url}"))
            {
                yield return $"{at}:Url must be named once only, found \"{AlarmText.OneLine(queue.Url, 300)}\" again";
            }
        }

        if (options.Sqs.Queues.Count > 0 && (options.Accounts.Count == 0 || options.Regions.Count == 0))
        {
            yield return "Alarms:Accounts and Alarms:Regions must not be empty while Alarms:Sqs:Queues names a queue, or every message would be set aside, found none";
        }
    }

    private static string? Url(string text, string region)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !QueuePath().IsMatch(url.PathAndQuery) || url.UserInfo.Length > 0 || url.Fragment.Length > 0
            || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
        {
            return "must be a queue's URL such as https://sqs.eu-west-1.amazonaws.com/123456789012/alarms (http on loopback only)";
        }

        var ofAws = url.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal);
        return ofAws && !url.Host.Split('.').Contains(region) ? "must be in the queue's Region" : null;
    }

    private static IEnumerable<string> Poll(AlarmOptions options)
    {
        foreach (var region in options.Poll.Regions.Where(r => !options.Regions.Contains(r)))
        {
            yield return $"Alarms:Poll:Regions must be in Alarms:Regions, found \"{AlarmText.OneLine(region)}\", which is not";
        }

        if (!Within(options.Poll.Interval, HalfMinute, Hour))
        {
            yield return $"Alarms:Poll:Interval must be 30s to 1h ({PlanDuration.Advice}), found {Found(options.Poll.Interval)}";
        }

        if (!Within(options.Poll.Grace, HalfMinute, Hour))
        {
            yield return $"Alarms:Poll:Grace must be 30s to 1h ({PlanDuration.Advice}), found {Found(options.Poll.Grace)}";
        }

        if (options.Poll.NamePrefix.Length > AlarmText.NameLimit)
        {
            yield return $"Alarms:Poll:NamePrefix must have at most {AlarmText.NameLimit} characters, found {options.Poll.NamePrefix.Length}";
        }
    }

    private static IEnumerable<string> Heartbeats(AlarmOptions options)
    {
        string[] paths = [AlarmPath.Sns, AlarmPath.EventBridge, .. options.Sqs.Queues.Select(q => AlarmPath.Sqs(q.Region ?? "")).Distinct()];
        for (var i = 0; i < options.Heartbeats.Count; i++)
        {
            var (heartbeat, at) = (options.Heartbeats[i], $"Alarms:Heartbeats:{i}");
            if (!paths.Contains(heartbeat.Path))
            {
                yield return $"{at}:Path must be one of {string.Join(", ", paths)} (sqs:REGION for each region of Alarms:Sqs:Queues), found {Found(heartbeat.Path)}";
            }
            else if (options.Heartbeats.Take(i).Any(h => h.Path == heartbeat.Path))
            {
                yield return $"{at}:Path must be named once only, found {Found(heartbeat.Path)} again";
            }

            if (string.IsNullOrWhiteSpace(heartbeat.AlarmName) || heartbeat.AlarmName.Length > AlarmText.NameLimit)
            {
                yield return $"{at}:AlarmName must be an alarm's name of 1 to {AlarmText.NameLimit} characters, found {Found(heartbeat.AlarmName)}";
            }

            if (!Within(heartbeat.Within, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)))
            {
                yield return $"{at}:Within must be 1m to 24h ({PlanDuration.Advice}), found {Found(heartbeat.Within)}";
            }
        }
    }

    private static bool Within(string text, TimeSpan least, TimeSpan most) => PlanDuration.TryRead(text, out var span) && span >= least && span <= most;

    private static string Found(string? value) => value is null ? "nothing" : $"\"{AlarmText.OneLine(value, 300)}\"";

    [GeneratedRegex(@"\A/[0-9]{12}/[A-Za-z0-9_-]{1,80}(\.fifo)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueuePath();
}
