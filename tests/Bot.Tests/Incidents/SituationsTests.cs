using System.Text.Json;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Incidents;

/// <summary>What is kept in memory is what the log says: the same as a fold of it from the beginning.</summary>
public sealed class SituationsTests : IAsyncDisposable
{
    private readonly DeskUnderTest lab = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_equals_a_fresh_fold_after_every_command()
    {
        var id = await lab.Declared(Cancel);
        var at = DateTimeOffset.UtcNow;
        IncidentCommand[] commands =
        [
            new IncidentCommand.TakeNote("seen it"),
            new IncidentCommand.RecordReadings([new Reading("lag", 1.50m, ReadingUnit.Seconds, "x", "outside", at, TimeSpan.FromSeconds(10), null)],
                new WriteRate(0.10m, 2.000m, 3m, 7, at)),
            new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""),
            new IncidentCommand.StateImpact(at.AddMinutes(-5), 0.40m, "as users see it"),
            new IncidentCommand.Wake(),
            new IncidentCommand.MovePhase(IncidentPhase.Mitigating),
        ];
        foreach (var command in commands)
        {
            await lab.Desk.Send(id, command, Cast.Maya, null, Cancel);
            await KeptIsFolded(lab.Situations, lab.Store.Events, id);
        }
    }

    [Fact]
    public async Task It_holds_for_a_whole_failover_with_runner_sampler_and_bells_at_work()
    {
        using var folder = new TemporaryFolder();
        await using var outside = await Outside.Start(Cancel);
        await using var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        await bot.Approved();
        await bot.Until(FailoverState.Armed);
        await bot.Press();
        await bot.Until(FailoverState.Restored);
        await KeptIsFolded(bot.Situations, bot.Log, RunningBot.Incident);
    }

    [Fact]
    public async Task An_older_state_never_replaces_a_newer_one()
    {
        var id = await lab.Declared(Cancel);
        var older = await lab.Situations.Load(id, Cancel);
        await lab.Desk.Send(id, new IncidentCommand.TakeNote("seen it"), Cast.Ravi, null, Cancel);
        var newer = await lab.Situations.Load(id, Cancel);
        lab.Situations.Keep(older);
        Assert.Equal(newer.Incident.Version, (await lab.Situations.Load(id, Cancel)).Incident.Version);
        await KeptIsFolded(lab.Situations, lab.Store.Events, id);
    }

    [Fact]
    public async Task Readers_and_writers_at_once_see_no_state_that_the_log_does_not_tell()
    {
        var id = await lab.Declared(Cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                if (n % 2 == 0) await lab.Desk.Send(id, new IncidentCommand.TakeNote($"{n} {i}"), Cast.Ravi, null, Cancel);
                else await KeptIsFolded(lab.Situations, lab.Store.Events, id);
            }
        }, Cancel)));
        await KeptIsFolded(lab.Situations, lab.Store.Events, id);
    }

    [Fact]
    public async Task Looking_at_all_incidents_asks_the_log_for_none_that_is_closed()
    {
        var closed = await lab.Declared(Cancel);
        await lab.Desk.Send(closed, new IncidentCommand.CallFalseAlarm("a probe was wrong"), Cast.Maya, null, Cancel);
        var open = await lab.Declared(Cancel);
        var asked = new Asked(lab.Store.Events);
        var situations = new Situations(asked);
        await situations.All(Cancel);
        asked.Of.Clear();

        Assert.Equal([(closed, false), (open, true)], (await situations.All(Cancel)).Select(i => (i.Id, i.IsOpen)));
        Assert.Equal([IncidentLog.Numbers, open], asked.Of);
    }

    [Fact]
    public async Task Nothing_is_kept_of_an_incident_that_does_not_exist()
    {
        Assert.Equal("", (await lab.Situations.Load("INC-1", Cancel)).Incident.Id);
        await lab.Declared(Cancel);
        Assert.Equal("INC-1", (await lab.Situations.Load("INC-1", Cancel)).Incident.Id);
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    private static async Task KeptIsFolded(Situations situations, IncidentBot.Store.IEventStore log, string id)
    {
        var kept = (await situations.Load(id, Cancel)).Incident;
        var events = (await log.ReadStream(id, 0, Cancel)).Take((int)kept.Version);
        var folded = events.Select(e => (IncidentEvent)IncidentLog.Typed(e)).Aggregate(Incident.None, Evolve.Apply);
        Assert.Equal(Text(folded), Text(kept));
    }

    private static string Text(Incident incident) => CanonicalJson.Canonicalise(JsonSerializer.Serialize(incident, WorkflowJson.Options));

    /// <summary>A log that notes which streams were read.</summary>
    private sealed class Asked(IEventStore log) : IEventStore
    {
        internal List<string> Of { get; } = [];

        public Task<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, CancellationToken cancel)
        {
            Of.Add(stream);
            return log.ReadStream(stream, afterVersion, cancel);
        }

        public Task<AppendResult> Append(IReadOnlyList<StreamAppend> appends, long? completes, CancellationToken cancel) => log.Append(appends, completes, cancel);

        public Task<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int max, CancellationToken cancel) => log.ReadAll(afterPosition, max, cancel);

        public Task<IReadOnlyList<string>> Streams(string prefix, CancellationToken cancel) => log.Streams(prefix, cancel);

        public Task Appended(long afterPosition, CancellationToken cancel) => log.Appended(afterPosition, cancel);
    }
}
