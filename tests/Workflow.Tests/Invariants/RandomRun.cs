using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Microsoft.FSharp.Core;

namespace IncidentBot.Workflow.Tests.Invariants;

/// <summary>A thousand random sequences, played once for all invariants. Shared by the tests of a class.</summary>
public sealed class RandomRun
{
    private const int Sequences = 1000;

    private readonly Dictionary<string, string> breaches = [];

    public RandomRun()
    {
        // One seed for everybody, so that what fails here fails there; INCIDENTBOT_SEED explores others.
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_SEED"), out var wanted) ? wanted : 20260314;
        Prop.ForAll(Move.Sequences.ToArbitrary(), Play)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None))));
    }

    internal int Played { get; private set; }

    internal int ReachedArmed { get; private set; }

    internal int ReachedRestored { get; private set; }

    internal int PressedOnGlass { get; private set; }

    internal HashSet<FailoverState> States { get; } = [];

    /// <summary>The first breach of an invariant with the shortest sequence found that shows it; null if it held throughout.</summary>
    internal string? BreachOf(string invariant) => breaches.GetValueOrDefault(invariant);

    private bool Play(Move[] moves)
    {
        var found = new Breaches();
        var world = Replay(moves, found);
        Played++;
        ReachedArmed += world.Seen.Contains(FailoverState.Armed) ? 1 : 0;
        ReachedRestored += world.Seen.Contains(FailoverState.Restored) ? 1 : 0;
        PressedOnGlass += world.PressedOnGlass;
        States.UnionWith(world.Seen);
        if (Played % 4 == 0)
        {
            Store(world, found);
        }

        foreach (var (invariant, what) in found.First.Where(b => !breaches.ContainsKey(b.Key)))
        {
            var few = Shorten(moves, invariant);
            breaches[invariant] = $"{invariant}: {what}\nSequence {Played}, shortened to {few.Count} moves:\n{string.Join("\n", few)}";
        }

        return true;
    }

    private static World Replay(Move[] moves, Breaches found)
    {
        var world = new World(moves.Length % 3 == 0, moves.Length % 4 == 1, found);
        foreach (var move in moves)
        {
            world.Play(move);
        }

        return world;
    }

    /// <summary>Leaves out whatever is not needed to break the invariant. The plan's variant hangs on the count, so moves are silenced, not removed.</summary>
    private static List<Move> Shorten(Move[] moves, string invariant)
    {
        var few = moves.ToArray();
        for (var size = few.Length / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= few.Length; from += size)
            {
                var tried = few.ToArray();
                Array.Fill(tried, new Move(Kind.OutsideChanges, 7, 0), from, size);
                var found = new Breaches();
                Replay(tried, found);
                few = found.First.ContainsKey(invariant) ? tried : few;
            }
        }

        return [.. few.Where(m => m != new Move(Kind.OutsideChanges, 7, 0))];
    }

    /// <summary>The log alone, written and read back, makes the same state.</summary>
    private static void Store(World world, Breaches found)
    {
        var again = Incident.None;
        foreach (var (at, happened) in world.Log)
        {
            var text = EventRegistry.Write(happened);
            var read = (IncidentEvent)EventRegistry.Read(EventRegistry.NameOf(happened), text, at);
            found.Unless(EventRegistry.Write(read) == text, "Storage", $"{happened.GetType().Name} does not survive storage.");
            again = Evolve.Apply(again, read);
        }

        found.Unless(Json(again) == Json(world.Situation.Incident), "Fold", "Folding the stored log gives another state than the decisions did.");
    }

    private static string Json(Incident incident) => JsonSerializer.Serialize(incident, WorkflowJson.Options);
}
