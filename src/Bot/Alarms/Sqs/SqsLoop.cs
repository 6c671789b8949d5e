using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Sns;
using IncidentBot.Store;

namespace IncidentBot.Alarms.Sqs;

/// <summary>Reads one queue for as long as the bot runs. A message is deleted only after the inbox holds it: a crash in between brings it again, once.</summary>
internal sealed class SqsLoop(
    SqsQueue queue, SqsJudge judge, AlarmIntake intake, IInbox inbox, ISubscriptionConfirmer confirmer, RefusalLog refusals, SqsTiming timing, TimeProvider clock, ILogger<SqsLoop> log)
{
    /// <summary>Receives at the same time while a queue gives full batches: a storm must not wait for round trips.</summary>
    private const int Burst = 8;

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly string path = AlarmPath.Sqs(queue.Region);

    /// <summary>Runs until it is cancelled; trouble of any sort is logged, and tried again after a growing pause.</summary>
    internal async Task Run(CancellationToken cancel)
    {
        var (failures, full) = (0, false);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                // After trouble one message at a time: a batch may have been too large to be read, or hold one that fails.
                var most = failures > 0 ? 1 : SqsQueue.Batch;
                var rounds = await Task.WhenAll(Enumerable.Range(0, full ? Burst : 1).Select(_ => Round(most, full ? ShortWait : timing.Wait, cancel)));
                full = rounds.Any(r => r.Received == SqsQueue.Batch);
                if (rounds.FirstOrDefault(r => r.Trouble is not null)?.Trouble is not { } trouble)
                {
                    Recovered(ref failures);
                    continue;
                }

                refusals.Trouble($"The queue {queue.Name}", trouble, null);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                full = false;
                refusals.Trouble($"The queue {queue.Name}", "its messages cannot be handled", e);
            }

            failures++;
            await Task.Delay(timing.Pause(failures, Random.Shared.NextDouble()), clock, cancel);
        }
    }

    /// <summary>One receive with all that follows from it.</summary>
    internal async Task<SqsRound> Round(int most, TimeSpan wait, CancellationToken cancel)
    {
        var answer = await queue.Receive(most, wait, cancel);
        if (answer.Body is not { } body)
        {
            return new SqsRound(0, answer.Problem);
        }

        var messages = SqsMessage.Of(body);
        if (messages.Count == 0)
        {
            return new SqsRound(0, null);
        }

        // Together, so that the inbox stores them in one commit.
        var kept = await Task.WhenAll(messages.Select(m => Keep(m, cancel)));
        var durable = messages.Where((_, i) => kept[i] is null).ToList();
        var trouble = kept.FirstOrDefault(k => k is not null);
        if (durable.Count > 0 && await queue.Delete(durable, cancel) is { Failed: > 0 } left)
        {
            // They come again, and the inbox knows them.
            log.LogInformation("{Count} messages of the queue {Queue} could not be deleted ({Why}); they will come again, and be known", left.Failed, queue.Name, left.Why);
            trouble ??= left.Failed == durable.Count ? $"messages cannot be deleted: {left.Why}" : null;
        }

        return new SqsRound(messages.Count, trouble);
    }

    /// <summary>Makes a message durable; answers why it is not, and then it must not be deleted.</summary>
    private async Task<string?> Keep(SqsMessage message, CancellationToken cancel)
    {
        try
        {
            switch (await judge.Judge(message.Body, cancel))
            {
                case SqsVerdict.Take take:
                    if (take.Unchecked is { } why)
                    {
                        refusals.Unchecked(queue.Name, why);
                    }

                    if (take.Confirm is { } url && !await confirmer.Confirm(url, cancel))
                    {
                        return "a subscription could not be confirmed";
                    }

                    await intake.Take(path, take.Kind, take.Delivery, message.Body, take.Reading, cancel);
                    return null;
                case SqsVerdict.Park park:
                    await inbox.Add(new InboxItem(ParkedDelivery.Kind, park.Key, new ParkedDelivery(path, park.Code, park.Reason, message.Body).Payload, clock.GetUtcNow()), cancel);
                    return null;
                case SqsVerdict.Leave leave:
                    return leave.Reason;
                case var other:
                    throw new InvalidOperationException($"A new verdict: {other}.");
            }
        }
        catch (StoreUnavailableException e)
        {
            return $"the store is unavailable: {e.Message}";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The others of its batch are not to wait for it; it comes again until the queue gives it up.
            refusals.Trouble($"The queue {queue.Name}", "a message cannot be handled", e);
            return "a message cannot be handled";
        }
    }

    private void Recovered(ref int failures)
    {
        if (failures > 0)
        {
            log.LogInformation("The queue {Queue} answers again after {Failures} failures", queue.Name, failures);
        }

        failures = 0;
    }
}

/// <summary>What came of one receive: how many messages, and what went wrong with it or with one of them.</summary>
internal sealed record SqsRound(int Received, string? Trouble);
