using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Demo;

/// <summary>The second act of a headless demo: the lost region comes back and follows, and a planned switchover in a new incident moves the service home.</summary>
internal sealed class DemoWayBack(
    IServiceProvider services, SimulatedService world, DemoStage stage, HttpClient http, DemoSettings settings, TextWriter output)
{
    private const string Incident = "INC-2";

    /// <summary>What the room tries to tell customers too early, and then may.</summary>
    private const string Claim = "checkout is back in its usual place. There was no data loss by this switchover.";

    private readonly Situations situations = services.GetRequiredService<Situations>();

    /// <summary>Plays it; answers what went wrong, empty for a success.</summary>
    internal async Task<IReadOnlyList<string>> Play(DemoRoom first, LossCount before, CancellationToken cancel)
    {
        await first.Say(DemoCast.Commander, "close the way home follows by plan", cancel);
        await first.Hear(["closed the incident."], cancel);
        await stage.ComeBack((await situations.Load("INC-1", cancel)).Incident.Failover.Epoch, cancel);
        // The closed incident's own room is read-only.
        await new DemoRoom(http, $"{first.Id}-stakeholders").Say(DemoCast.Commander, "declare sev4 planned switchover of checkout", cancel);
        var room = await DemoRoom.Named(http, "inc-2-", cancel);
        var restored = false;
        LossCount? home = null;
        try
        {
            await Decide(room, cancel);
            restored = await Move(room, cancel);
            home = world.CountLoss();
            if (restored)
            {
                await Tell(room, home, cancel);
            }
        }
        finally
        {
            await room.Print(output, cancel);
        }

        return await Judge(before, home, restored, cancel);
    }

    private static async Task Decide(DemoRoom room, CancellationToken cancel)
    {
        await room.Say(DemoCast.Commander, "mode planned-switchover us-east-1 follows again", cancel);
        await room.Hear(["Failure mode: planned-switchover."], cancel);
        await room.Say(DemoCast.Responder, "propose", cancel);
        await room.Hear(["proposes P1"], cancel);
        await room.Say(DemoCast.Commander, "update preview executives", cancel);
        await room.Press(DemoCast.Commander, "Approve", [("role", "commander"), ("reason", "a quiet hour")], cancel);
        await room.Press(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "nothing may be lost")], cancel);
        await room.Hear(["Every required role has approved."], cancel);
        await room.Say(DemoCast.Commander, "waive G12 because the failover is reconciled", cancel);
        await room.Hear(["waived G12"], cancel);
    }

    /// <summary>From preparing to restored. The claim is tried before the press: it must be refused.</summary>
    private async Task<bool> Move(DemoRoom room, CancellationToken cancel)
    {
        await room.Say(DemoCast.Commander, "prepare", cancel);
        await room.Hear(["ARMED."], cancel);
        await room.Say(DemoCast.Commander, $"update send customers {Claim}", cancel);
        await room.Hear(["It may not say"], cancel);
        await DemoStage.Until(async () => Outlook.DrainOf((await situations.Load(Incident, cancel)).Incident) is { IsDone: true }, cancel);
        await room.Press(DemoCast.Commander, "Press", [], cancel);
        return await room.Hear(["RESTORED in", "STUCK at", "and it was refused"], cancel) == "RESTORED in";
    }

    private static async Task Tell(DemoRoom room, LossCount home, CancellationToken cancel)
    {
        await room.Say(DemoCast.Commander, $"update send customers {Claim}", cancel);
        await room.Hear(["told customers (edited text)"], cancel);
        await room.Say(DemoCast.Commander, "update send executives", cancel);
        await room.Say(DemoCast.DataOwner, string.Create(CultureInfo.InvariantCulture,
            $"reconcile lost {home.LostByLastMove} within 0s fenced: the edge refuses writes to eu-west-1 account: counted from both row sets on disk"), cancel);
        await room.Hear(["Reconciled by"], cancel);
        await room.Say(DemoCast.Commander, "resolve checkout is at home", cancel);
        await room.Hear(["resolved the incident."], cancel);
    }

    private async Task<IReadOnlyList<string>> Judge(LossCount before, LossCount? home, bool restored, CancellationToken cancel)
    {
        // Of the second incident only what its own move lost counts; the first one's losses stay lost.
        var own = home is null ? null : home with { Lost = home.LostByLastMove, FirstLostAt = null, LastLostAt = null };
        var report = new DemoReport(services, settings, restored ? own : null, restored, "summary-failback.json");
        var faults = (await report.Write(Incident, cancel)).ToList();
        await output.WriteLineAsync(report.Comparison.AsMemory(), cancel);
        if (home is not null && (home.LostByLastMove != 0 || home.Lost != before.Lost || !home.Survivor.EndsWith("us-east-1", StringComparison.Ordinal)))
        {
            faults.Add($"The way home lost {home.LostByLastMove} writes, and {home.Lost - before.Lost} in all since the failover.");
        }

        return faults;
    }
}
