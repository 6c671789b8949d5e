using IncidentBot.Alarms;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Sqs;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>A queue that misbehaves in every way that a queue may: no alarm is lost, and none is taken twice.</summary>
public sealed class SqsLoopTests : IAsyncLifetime, IDisposable
{
    private readonly QueueReader reader = new();
    private SqsStub stub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => stub = await SqsStub.Start(Cancel);

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    public void Dispose() => reader.Dispose();

    [Fact]
    public async Task A_message_that_is_not_durable_stays_in_the_queue()
    {
        stub.Send(reader.Of(1));
        reader.Inbox.Unavailable = true;
        var round = await Round();
        Assert.Contains("the store is unavailable", round.Trouble, StringComparison.Ordinal);
        Assert.Equal((1, 0), (stub.Left, stub.Calls.Count(c => c.Operation == "DeleteMessageBatch")));

        reader.Inbox.Unavailable = false;
        stub.Expire();
        Assert.Null((await Round()).Trouble);
        Assert.Equal((0, 1), (stub.Left, reader.Inbox.Entries.Count));
    }

    [Fact]
    public async Task A_poison_message_that_is_not_durable_stays_in_the_queue_too()
    {
        stub.Send("no JSON");
        reader.Inbox.Unavailable = true;
        await Round();
        Assert.Equal(1, stub.Left);

        reader.Inbox.Unavailable = false;
        stub.Expire();
        await Round();
        Assert.Equal((0, ParkedDelivery.Kind), (stub.Left, Assert.Single(reader.Inbox.Entries).Kind));
    }

    [Fact]
    public async Task A_message_that_was_stored_and_not_deleted_comes_again_and_is_known()
    {
        stub.Send(reader.Of(1));
        stub.Instead = SqsStub.Failing("DeleteMessageBatch", 500, "InternalError");
        Assert.Contains("cannot be deleted", (await Round()).Trouble, StringComparison.Ordinal);
        Assert.Equal((1, 1), (stub.Left, reader.Inbox.Entries.Count));

        stub.Instead = null;
        stub.Expire();
        await Round();
        Assert.Equal((0, 1, 2), (stub.Left, reader.Inbox.Entries.Count, stub.MostReceived));
    }

    [Fact]
    public async Task A_receipt_that_is_worth_nothing_any_more_costs_a_repeat_and_no_alarm()
    {
        stub.Send(reader.Of(1));
        stub.Send(reader.Of(2));
        var late = false;
        stub.Instead = async (operation, http) =>
        {
            if (operation == "DeleteMessageBatch" && !late)
            {
                // It took so long that the messages were given to another node, with new receipts.
                late = true;
                stub.Expire();
                await Round();
            }

            return false;
        };
        Assert.Contains("ReceiptHandleIsInvalid", (await Round()).Trouble, StringComparison.Ordinal);
        Assert.Equal((0, 2), (stub.Left, reader.Inbox.Entries.Count));
    }

    [Theory]
    [InlineData(400, "RequestThrottled", "AWS throttles sqs:ReceiveMessage")]
    [InlineData(500, "InternalError", "with 500")]
    [InlineData(400, "QueueDoesNotExist", "QueueDoesNotExist")]
    [InlineData(403, "AccessDeniedException", "may not call sqs:ReceiveMessage")]
    public async Task After_trouble_the_loop_goes_on_and_says_what_it_was(int status, string type, string said)
    {
        stub.Instead = SqsStub.Failing(null, status, type);
        stub.Send(reader.Of(1));
        reader.Run(reader.Loop(stub));
        await QueueReader.Until(() => reader.Log.Lines.Any(l => l.Contains(said, StringComparison.Ordinal)) && stub.Calls.Count >= 3, "the trouble is logged and the queue asked again");
        stub.Instead = null;
        await QueueReader.Until(() => stub.Left == 0, "the alarm is taken");
        await QueueReader.Until(() => reader.Log.Lines.Any(l => l.Contains("answers again", StringComparison.Ordinal)), "the end of the trouble is logged");
        Assert.Single(reader.Inbox.Entries);
        Assert.Equal(1, stub.Calls.Skip(1).First().Body.GetProperty("MaxNumberOfMessages").GetInt32());
    }

    [Fact]
    public async Task A_queue_that_hangs_is_given_up_and_asked_again_and_holds_up_no_other()
    {
        await using var other = await SqsStub.Start(Cancel);
        stub.Instead = async (_, http) =>
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return true;
        };
        reader.Run(reader.Loop(stub, timing: QueueReader.Quick with { Slack = TimeSpan.FromMilliseconds(200) }));
        reader.Run(reader.Loop(other, "eu-west-1"));
        await QueueReader.Until(() => !stub.Calls.IsEmpty, "the first queue is asked");
        other.Send(reader.Of(1));
        await QueueReader.Until(() => other.Left == 0, "the other queue is read");
        await QueueReader.Until(() => stub.Calls.Count >= 2, "the queue that hung is asked again");
        stub.Instead = null;
        stub.Send(reader.Of(2));
        await QueueReader.Until(() => stub.Left == 0, "the first queue is read again");
        Assert.Equal(["sqs:eu-west-1", "sqs:us-east-1"], reader.Inbox.Entries.Select(e => AlarmReader.Delivery(e).Path));
    }

    [Fact]
    public async Task One_change_that_comes_by_two_queues_and_over_HTTPS_is_one_delivery()
    {
        await using var other = await SqsStub.Start(Cancel);
        stub.Send(reader.Signed("first"));
        stub.Send(reader.Signed("first"));
        other.Send(reader.Signed("of-another-topic", e => e["TopicArn"] = Alarms.Sns.OtherTopic));
        await Round();
        await reader.Loop(other, "eu-west-1").Round(10, TimeSpan.FromSeconds(1), Cancel);
        var entry = Assert.Single(reader.Inbox.Entries);
        Assert.Equal((AlarmReader.Alarm, 0, 0), (entry.Kind, stub.Left, other.Left));
        var alarm = Assert.IsType<AlarmReading.Notice>(AlarmReader.Read(entry)).Alarm;
        Assert.Equal("https", await Again(alarm));
    }

    [Fact]
    public async Task A_poison_message_of_two_queues_is_set_aside_once()
    {
        await using var other = await SqsStub.Start(Cancel);
        var strange = reader.Signed("x", e => e["TopicArn"] = "arn:aws:sns:us-east-1:123456789012:strange");
        stub.Send(strange);
        other.Send(strange);
        other.Send("{}");
        await Round();
        await reader.Loop(other, "eu-west-1").Round(10, TimeSpan.FromSeconds(1), Cancel);
        Assert.Equal([("x", "topic"), (Assert.Single(reader.Inbox.Entries.Skip(1)).Key, "not-an-alarm")], reader.Inbox.Entries.Select(e => (e.Key, ParkedDelivery.Of(e).Code)));
        Assert.Equal((0, 0, strange), (stub.Left, other.Left, ParkedDelivery.Of(reader.Inbox.Entries[0]).Body));
    }

    [Fact]
    public async Task A_storm_is_drained_by_many_receives_at_once()
    {
        for (var i = 0; i < 300; i++)
        {
            stub.Send(reader.Of(i));
        }

        reader.Run(reader.Loop(stub));
        await QueueReader.Until(() => stub.Left == 0, "all is taken");
        Assert.Equal((300, 1), (reader.Inbox.Entries.Count, stub.MostReceived));
        Assert.Contains(stub.Calls, c => c.Operation == "ReceiveMessage" && c.Body.GetProperty("WaitTimeSeconds").GetInt32() == 1);
    }

    [Theory]
    [InlineData(1, 0.0, 500)]
    [InlineData(1, 1.0, 1_000)]
    [InlineData(4, 1.0, 8_000)]
    [InlineData(40, 1.0, 60_000)]
    [InlineData(4_000, 0.0, 30_000)]
    public void The_pause_grows_to_a_minute_and_is_never_less_than_half(int failures, double share, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), SqsTiming.Usual.Pause(failures, share));

    private Task<SqsRound> Round() => reader.Loop(stub).Round(10, TimeSpan.FromSeconds(1), Cancel);

    private async Task<string> Again(IncidentBot.Workflow.Incidents.AlarmNotice alarm) =>
        await reader.Intake.Take(AlarmPath.Sns, AlarmReader.Sns, "yet-another", "{}", new AlarmReading.Notice(alarm), Cancel) == IncidentBot.Store.InboxReceipt.Duplicate ? "https" : "taken twice";
}
