using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Tests;
using IncidentBot.Workflow.Tests.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>Whatever is said of a drill says so, to whomever and wherever: held against every event there is.</summary>
public sealed class DrillMarkTests
{
    private static readonly IReadOnlyList<IncidentEvent> Drill = [.. EveryEvent.With("checkout is failing").Where(e => e is not IncidentEvent.Declared { Drill: null })];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_of_a_drill_bears_the_mark_in_every_room_and_in_every_whisper()
    {
        var said = await Said(Drill);

        Assert.True(said.Count > 60, $"Only {said.Count} messages.");
        Assert.Contains(said, m => m.Kind == OutboxKinds.Whisper);
        Assert.Contains(said, m => m.Key.EndsWith("/audit", StringComparison.Ordinal));
        Assert.Contains(said, m => m.Key.EndsWith("/hall", StringComparison.Ordinal));
        Assert.All(said, m => Assert.Contains("DRILL", m.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_said_of_a_real_incident_bears_the_mark()
    {
        var said = await Said([.. EveryEvent.With("checkout is failing").Where(e => e is not (IncidentEvent.Declared { Drill: not null } or IncidentEvent.RealIncidentOpened or IncidentEvent.DrillMeasured))]);

        Assert.All(said, m => Assert.DoesNotContain("DRILL", m.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public void A_drills_card_is_marked_at_every_state_and_a_real_ones_never()
    {
        var (drill, real) = (Incident.None, Incident.None);
        foreach (var happened in Drill)
        {
            drill = Evolve.Apply(drill, happened);
            real = Evolve.Apply(real, happened is IncidentEvent.Declared e ? e with { Drill = null } : happened);
            Assert.Equal(("DRILL", ""), (Mark(drill), Mark(real)));
        }
    }

    private static string Mark(Incident incident) => CardBuilder.Of(new Situation(incident, ServiceRecord.None), Some.T0.AddMinutes(5)).Mark;

    private static async Task<List<OutboxMessage>> Said(IReadOnlyList<IncidentEvent> events)
    {
        var outbox = new KeptOutbox();
        var stored = events.Select((e, i) =>
        {
            var written = IncidentLog.Untyped(e);
            return new StoredEvent(i + 1, "INC-1", i + 1, written.Type, written.Data, e.At, new string('0', 64), new string('1', 64));
        }).ToList();
        var follower = new ChatFollower(null!, outbox, [new FakeChat("local")], [], Cast.Roster, TimeProvider.System);
        await follower.Follow(stored, new Checkpoint("chat", stored.Count), Cancel);

        // A card is rendered when it is sent, and a room that is closed says nothing.
        return [.. outbox.Messages.Where(m => m.Kind is not (OutboxKinds.Card or OutboxKinds.Archive))];
    }
}
