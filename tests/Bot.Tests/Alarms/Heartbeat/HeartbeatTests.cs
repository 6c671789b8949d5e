using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Bot.Tests.Alarms.Intake;
using IncidentBot.Chat;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Heartbeat;

/// <summary>A path that falls silent is told once, and its end once, by however many nodes; what was never heard is not shown as good.</summary>
public sealed class HeartbeatTests : IAsyncDisposable
{
    private const string Path = "sqs:us-east-1";

    private readonly AlarmDeskUnderTest under = new();
    private readonly HeartbeatWatch[] nodes;

    public HeartbeatTests()
    {
        under.Options.Heartbeats.Add(new HeartbeatOptions { Path = Path, AlarmName = "beat", Within = "15m" });
        nodes = [under.Watch(), under.Watch()];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => under.DisposeAsync();

    [Fact]
    public async Task Silence_and_its_end_are_told_once_each()
    {
        await Look();
        Assert.Empty(await Told());
        await Beat(Path);
        await Look();
        Assert.Null(Assert.IsType<TriageEvent.PathHeard>(Assert.Single(await Told())).SilentAt);
        Assert.Null(TriageNews.Of((await Told())[0]));

        await Pass(15);
        Assert.Single(await Told());
        await Pass(1);
        await Pass(30);
        var silent = Assert.IsType<TriageEvent.PathSilent>((await Told()).Skip(1).Single());
        Assert.Equal((AlarmDeskUnderTest.Start, TimeSpan.FromMinutes(15)), (silent.LastAt, silent.Within));
        Assert.Contains($"may no longer come in by {Path}: its heartbeat is expected every 15 min", TriageNews.Of(silent)!.Text, StringComparison.Ordinal);

        await Beat(Path);
        await Look();
        await Look();
        var heard = Assert.IsType<TriageEvent.PathHeard>((await Told()).Skip(2).Single());
        Assert.Equal(silent.At, heard.SilentAt);
        Assert.Contains("is over", TriageNews.Of(heard)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_heard_is_told_after_one_span_of_listening()
    {
        await Look();
        await Pass(15);
        Assert.Empty(await Told());
        await Pass(1);
        Assert.Null(Assert.IsType<TriageEvent.PathSilent>(Assert.Single(await Told())).LastAt);
        Assert.Contains("No heartbeat was ever heard", TriageNews.Of((await Told())[0])!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_counts_on_its_own_path_only_and_reaches_no_incident()
    {
        await Look();
        await Beat("sns");
        await Beat("sqs:eu-west-1");
        Assert.Empty(await under.Store.Inbox.Pending(1, Cancel));
        await Pass(16);
        Assert.IsType<TriageEvent.PathSilent>(Assert.Single(await Told()));
    }

    [Fact]
    public async Task A_heartbeat_that_waited_in_a_queue_is_no_sign_of_life_now()
    {
        await Look();
        await under.Take(Path, "beat", AlarmState.Ok, under.Clock.GetUtcNow());
        await Pass(20);
        await under.Take(Path, "beat", AlarmState.Alarm, under.Clock.GetUtcNow().AddMinutes(-16));
        await Look();
        Assert.IsType<TriageEvent.PathSilent>((await Told())[^1]);
    }

    [Fact]
    public async Task A_bot_that_was_away_listens_for_a_whole_span_before_it_speaks_of_silence()
    {
        await Beat(Path);
        await Look();
        under.Clock.Advance(TimeSpan.FromHours(5));
        var started = under.Watch();
        await started.Sweep(Cancel);
        Assert.Single(await Told());
        under.Clock.Advance(TimeSpan.FromMinutes(16));
        await started.Sweep(Cancel);
        Assert.Equal(2, (await Told()).Count);
    }

    [Fact]
    public async Task That_heartbeats_still_come_is_noted_a_few_times_a_day()
    {
        for (var i = 0; i < 24 * 6; i++)
        {
            await Beat(Path);
            await Look();
            under.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(4, (await Told()).Count);
    }

    private async Task Pass(int minutes)
    {
        under.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await Look();
    }

    private Task Look() => Task.WhenAll(nodes.Select(n => n.Sweep(Cancel)));

    private Task<InboxReceipt> Beat(string path) => under.Take(path, "beat", AlarmState.Ok, under.Clock.GetUtcNow());

    private async Task<IReadOnlyList<TriageEvent>> Told() => await under.Situations.Triage(Cancel);
}
