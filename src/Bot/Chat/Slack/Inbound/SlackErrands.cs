using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Store;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Deliveries that need a question to Slack: durable at once, asked in order of arrival, then handed to the inbox under their own key.</summary>
/// <remarks>One after the other, so that an edit never overtakes the capture of its message. They wait while Slack is away.</remarks>
internal sealed class SlackErrands(SlackMemory memory, SlackClient slack, SlackAccounts accounts, IInbox inbox, IOutbox outbox, TimeProvider clock, ILogger<SlackErrands> log)
    : BackgroundService
{
    /// <summary>Another process on the same store may have taken a delivery.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim arrived = new(0);

    internal async Task Add(string key, SlackErrandWork work, CancellationToken cancel)
    {
        if (work.Kind == SlackErrandWork.Pin)
        {
            // First, or an edit that comes right after the acknowledgement would find a message that nobody follows.
            await memory.MarkCaptured(SlackErrandWork.MessageOf(work.Channel, work.Ts), cancel);
        }

        if (await memory.AddErrand(key, JsonSerializer.Serialize(work, WorkflowJson.Options), cancel))
        {
            arrived.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await memory.NextErrand(stoppingToken) is { } errand)
                {
                    await Run(errand, stoppingToken);
                    await memory.ErrandDone(errand, stoppingToken);
                }
                else
                {
                    await arrived.WaitAsync(Poll, stoppingToken);
                }
            }
            catch (ChatUnavailableException e)
            {
                log.LogWarning("A captured message waits for Slack: {Reason}", e.Message);
                await Task.Delay(e.RetryAfter, clock, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "A captured message could not be handed on; trying again in five seconds");
                await Task.Delay(TimeSpan.FromSeconds(5), clock, stoppingToken);
            }
        }
    }

    private async Task Run(OpenIntent errand, CancellationToken cancel)
    {
        var work = JsonSerializer.Deserialize<SlackErrandWork>(errand.Asked, WorkflowJson.Options)!;
        var message = SlackErrandWork.MessageOf(work.Channel, work.Ts);
        if (work.Kind != SlackErrandWork.Pin)
        {
            var by = work.Kind == SlackErrandWork.Deleted || work.User.Length == 0 ? "" : await accounts.Name(work.User, cancel);
            await Hand(errand.Key.Key, work, by, work.Kind == SlackErrandWork.Edited ? ChatInbound.Edited : ChatInbound.Deleted,
                new() { ["message"] = message, ["text"] = SlackText.Unescape(work.Text ?? "", accounts.Mentioned) }, cancel);
            return;
        }

        SlackSaid? said;
        try
        {
            said = work.Text is null ? await Find(work, cancel) : new SlackSaid(work.Ts, work.Author, null, work.AuthorName, work.Text, null, null);
        }
        catch (SlackErrorException e)
        {
            await Tell(errand, work, new ChatPost("refusal", $"The message was not kept: it cannot be read ({e.Error}).\n{e.Remedy}"), cancel);
            return;
        }

        if (said is null)
        {
            await Tell(errand, work, new ChatPost("refusal", "The message was not kept: it is not in the channel any more."), cancel);
            return;
        }

        var fields = new Dictionary<string, string>
        {
            ["author"] = said.User is { } author ? await accounts.Name(author, cancel) : said.Username ?? said.BotId ?? "unknown",
            ["saidAt"] = Time(work.Ts).UtcDateTime.ToString(WorkflowJson.TimeFormat, CultureInfo.InvariantCulture),
            ["text"] = SlackText.Unescape(said.Text ?? "", accounts.Mentioned),
            ["message"] = message,
        };
        if (await Link(work, cancel) is { } link)
        {
            fields["link"] = link;
        }

        await Hand(errand.Key.Key, work, await accounts.Name(work.User, cancel), $"pin {work.Ts}", fields, cancel);
    }

    private async Task<SlackSaid?> Find(SlackErrandWork work, CancellationToken cancel)
    {
        var history = await slack.Call<MessagesAnswer>(SlackMethod.History, new ReadHistory(work.Channel, work.Ts, work.Ts, true, 1, false), cancel);
        if (history.Messages.FirstOrDefault(m => m.Ts == work.Ts) is { } found)
        {
            return found;
        }

        // What was said in a thread is not in the channel's own history.
        try
        {
            var replies = await slack.Call<MessagesAnswer>(SlackMethod.Replies, new ReadReplies(work.Channel, work.Ts, work.Ts, work.Ts, true, 10), cancel);
            return replies.Messages.FirstOrDefault(m => m.Ts == work.Ts);
        }
        catch (SlackErrorException e) when (e.Error is "thread_not_found" or "message_not_found")
        {
            return null;
        }
    }

    private async Task<string?> Link(SlackErrandWork work, CancellationToken cancel)
    {
        try
        {
            return (await slack.Call<PermalinkAnswer>(SlackMethod.GetPermalink, new Permalink(work.Channel, work.Ts), cancel)).Permalink;
        }
        catch (SlackErrorException)
        {
            return null;
        }
    }

    private Task<InboxReceipt> Hand(string key, SlackErrandWork work, string name, string text, Dictionary<string, string> fields, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var inbound = new ChatInbound(SlackChat.PlatformName, key, work.Channel, accounts.PersonOf(work.Team, work.User), name, text, null, fields, now);
        return inbox.Add(new InboxItem("chat", $"{SlackChat.PlatformName}/{key}", JsonSerializer.Serialize(inbound, WorkflowJson.Options), now), cancel);
    }

    private Task Tell(OpenIntent errand, SlackErrandWork work, ChatPost post, CancellationToken cancel) => outbox.Enqueue(
        [new OutboxMessage($"answer/slack/{errand.Key.Key}", RoomBook.Direct(SlackChat.PlatformName, work.Channel), OutboxKinds.Whisper,
            JsonSerializer.Serialize(new Whispered(accounts.PersonOf(work.Team, work.User), post), WorkflowJson.Options), OutboxPriority.Approval, null, clock.GetUtcNow())], null, cancel);

    /// <summary>Slack's ts is a Unix time with microseconds.</summary>
    private static DateTimeOffset Time(string ts) => decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000
        ? DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
        : DateTimeOffset.UnixEpoch;

    public override void Dispose()
    {
        base.Dispose();
        arrived.Dispose();
    }
}
