using System.Text.Json.Nodes;
using IncidentBot.Aws;

namespace IncidentBot.Alarms.Sqs;

/// <summary>The two calls on a queue that the bot makes, over AWS JSON 1.0; a call that hangs is given up.</summary>
internal sealed class SqsQueue(AwsClient aws, string url, string region, SqsTiming timing, TimeProvider clock)
{
    internal const int Batch = 10;

    /// <summary>The queue's name and region, for logs.</summary>
    internal string Name { get; } = $"{new Uri(url).AbsolutePath.Split('/')[^1]} in {region}";

    internal string Region => region;

    /// <summary>Waits for messages, at most <paramref name="most"/> of them, and for at most 20 s.</summary>
    internal Task<AwsAnswer> Receive(int most, TimeSpan wait, CancellationToken cancel) => Call("ReceiveMessage", wait, new JsonObject
    {
        ["QueueUrl"] = url,
        ["MaxNumberOfMessages"] = most,
        ["WaitTimeSeconds"] = (int)wait.TotalSeconds,
        ["VisibilityTimeout"] = (int)timing.Hidden.TotalSeconds,
    }, cancel);

    /// <summary>Deletes messages; answers how many could not be, with one of the reasons.</summary>
    internal async Task<(int Failed, string? Why)> Delete(IReadOnlyList<SqsMessage> messages, CancellationToken cancel)
    {
        var answer = await Call("DeleteMessageBatch", TimeSpan.Zero, new JsonObject
        {
            ["QueueUrl"] = url,
            ["Entries"] = new JsonArray([.. messages.Select((m, i) => new JsonObject { ["Id"] = FormattableString.Invariant($"m{i}"), ["ReceiptHandle"] = m.Handle })]),
        }, cancel);
        if (answer.Body is not { } body)
        {
            return (messages.Count, answer.Problem);
        }

        var failed = body.Items("Failed").ToList();
        return (failed.Count, failed.Select(f => f.Text("Code")).FirstOrDefault());
    }

    private async Task<AwsAnswer> Call(string operation, TimeSpan wait, JsonObject body, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(wait + timing.Slack, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await aws.Call(AwsApi.Queues, region, operation, body, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return AwsAnswer.Trouble(FormattableString.Invariant($"sqs:{operation} did not answer within {(wait + timing.Slack).TotalSeconds:0} s"));
        }
    }
}

/// <summary>How long a queue is waited for. The pause after trouble doubles from the first to the longest, and is any part of it: nodes must not knock together.</summary>
/// <param name="Wait">Of a long poll; SQS allows 20 s.</param>
/// <param name="Slack">What an answer may take beyond it.</param>
/// <param name="Hidden">How long a message that was not deleted comes to nobody else: longer than a certificate, a confirmation and a commit may take.</param>
internal sealed record SqsTiming(TimeSpan Wait, TimeSpan Slack, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Hidden)
{
    internal static readonly SqsTiming Usual = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(60));

    /// <summary>The pause after this many failures in a row, with a random share of 0 to 1: half of the ceiling at least.</summary>
    internal TimeSpan Pause(int failures, double share)
    {
        var ceiling = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 20)));
        return (ceiling / 2) + (ceiling / 2 * share);
    }
}
