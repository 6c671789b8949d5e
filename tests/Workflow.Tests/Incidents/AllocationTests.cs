using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Incidents;

/// <summary>
/// What deciding and folding allocate, bounded at about twice what was measured: a busy machine changes none of it, and work that has
/// come to grow with the length of an incident shows at once.
/// </summary>
public sealed class AllocationTests
{
    private const int KiB = 1024;

    [Fact]
    public void Deciding_a_note_stays_small() => Within(18 * KiB, new Scenario().Armed(), s => Decided(s, Some.Ravi, new IncidentCommand.TakeNote("Shard 7 is slow.")));

    [Fact]
    public void Deciding_seven_readings_stays_small() => Within(24 * KiB, new Scenario().Armed(), s => Decided(s, null, Readings(s)));

    [Fact]
    public void Deciding_an_approval_stays_small() => Within(24 * KiB, new Scenario().Proposed(),
        s => Decided(s, Some.Maya, new IncidentCommand.Approve(null, null, 100_000, TimeSpan.FromMinutes(15), false, "yes")));

    [Fact]
    public void Deciding_the_press_stays_small_once_its_digests_are_known() => Within(36 * KiB, new Scenario().Armed(),
        s => Decided(s, Some.Maya, new IncidentCommand.Press(s.Phrase())));

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    public void A_note_and_seven_readings_cost_the_same_however_long_the_incident(int before)
    {
        var story = new Scenario().Armed();
        for (var i = 0; i < before; i++)
        {
            story.Do(Some.Ravi, new IncidentCommand.TakeNote($"Note {i}."));
        }

        Within(42 * KiB, story, s =>
        {
            Decided(s, Some.Ravi, new IncidentCommand.TakeNote("Shard 7 is slow."));
            Decided(s, null, Readings(s));
        });
    }

    [Fact]
    public void A_fold_step_stays_small()
    {
        var story = new Scenario().Armed();
        for (var i = 0; i < 1000; i++)
        {
            story.AfterSeconds(0.001).Do(null, i % 2 == 0 ? Readings(story) : new IncidentCommand.TakeNote($"Note {i}."));
        }

        var step = Allocated(() => Assert.Equal(story.Incident.Version, story.Events.Aggregate(Incident.None, Evolve.Apply).Version)) / story.Events.Count;
        Assert.True(step <= 5 * KiB, $"A fold step allocates {step} bytes.");
    }

    /// <summary>Readings a moment later than those that are known; the situation itself stays as it is.</summary>
    private static IncidentCommand.RecordReadings Readings(Scenario story)
    {
        var at = story.Now.AddMilliseconds(500);
        return new(
            [
                Some.Reading("lag", 2, at, ReadingUnit.Seconds), Some.Reading("error-rate", 0.9m, at, ReadingUnit.Share),
                Some.Reading("primary-healthy", 0, at), Some.Reading("primary-dead", 0, at), Some.Reading("fenced", 1, at),
                Some.Reading("target-healthy", 1, at), Some.Reading("serving", 0, at),
            ],
            new WriteRate(50, 80, 90, 3600, at));
    }

    private static void Decided(Scenario story, Approvals.Person? by, IncidentCommand command)
    {
        var actor = by is null ? Approvals.Actor.Bot("local") : Some.As(by);
        var decision = Decide.On(story.Situation, command, new CommandContext(story.Now, actor, story.People));
        Assert.Null(decision.Refusal);
        Assert.NotEmpty(decision.Events);
    }

    private static void Within(long bytes, Scenario story, Action<Scenario> decide)
    {
        var allocated = Allocated(() => decide(story));
        Assert.True(allocated <= bytes, $"It allocates {allocated} bytes, and {bytes} are allowed.");
    }

    /// <summary>Bytes that a call allocates on this thread: the least of several, since the first ones also fill what is kept for later.</summary>
    private static long Allocated(Action call)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
