using System.Globalization;
using IncidentBot.Cli;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Failover;

namespace IncidentBot.Demo;

/// <summary>The headless demo: scripted people act through the same endpoints as the page, and the outcome is held against what was promised.</summary>
internal sealed class DemoScript(
    IServiceProvider services, SimulatedService world, DemoStage stage, HttpClient http, DemoSettings settings, TextWriter output, TextWriter error)
{
    private const string Incident = "INC-1";

    private readonly Situations situations = services.GetRequiredService<Situations>();

    internal async Task<int> Play(CancellationToken cancel)
    {
        await stage.Lose(cancel);
        var room = await DemoRoom.Named(http, "inc-1-", cancel);
        var restored = false;
        LossCount? lost = null;
        try
        {
            await Decide(room, cancel);
            restored = await Move(room, cancel);
            if (restored)
            {
                lost = world.CountLoss();
                await CloseTheBooks(room, lost, cancel);
            }
        }
        finally
        {
            await room.Print(output, cancel);
        }

        var report = new DemoReport(services, settings, lost, restored);
        var faults = await report.Write(Incident, cancel);
        await output.WriteLineAsync(report.Comparison.AsMemory(), cancel);
        if (settings.Failback && lost is not null)
        {
            faults = [.. faults, .. await new DemoWayBack(services, world, stage, http, settings, output).Play(room, lost, cancel)];
        }

        foreach (var fault in faults)
        {
            await error.WriteLineAsync(fault.AsMemory(), cancel);
        }

        return faults.Count == 0 ? ExitCodes.Ok : ExitCodes.No;
    }

    private static async Task Decide(DemoRoom room, CancellationToken cancel)
    {
        await room.Say(DemoCast.Commander, "role take commander", cancel);
        await room.Hear(["is commander."], cancel);
        foreach (var answer in (string[])["no", "no", "no", "yes"])
        {
            await room.Say(DemoCast.Responder, $"answer {answer}", cancel);
        }

        await room.Hear(["Failure mode: region-loss."], cancel);
        await room.Say(DemoCast.Responder, "propose", cancel);
        await room.Hear(["proposes P1"], cancel);
        await room.Say(DemoCast.Commander, "update preview executives", cancel);
        await room.Say(DemoCast.Commander, "update send executives", cancel);
        await room.Press(DemoCast.Commander, "Approve", [("role", "commander"), ("reason", "two vantage points see the region down")], cancel);
        await room.Press(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "the window is a few seconds")], cancel);
        await room.Hear(["Every required role has approved."], cancel);
    }

    /// <summary>From preparing to restored; false when it was refused and undone.</summary>
    private async Task<bool> Move(DemoRoom room, CancellationToken cancel)
    {
        await room.Say(DemoCast.Commander, "prepare", cancel);
        if (settings.BreakTarget)
        {
            // The plan waits for a target that will never be ready; the commander reads the card and does not.
            await DemoStage.Until(async () => (await situations.Load(Incident, cancel)).Incident.Failover.Step("target-ready")?.Status == StepStatus.Started, cancel);
            await room.Say(DemoCast.Commander, "press PROMOTE eu-west-1 LOSE 100000", cancel);
            await room.Say(DemoCast.Commander, "abort the target is unhealthy", cancel);
            await room.Hear(["Aborted."], cancel);
            return false;
        }

        await room.Hear(["ARMED."], cancel);
        await room.Press(DemoCast.Commander, "Press", [], cancel);
        return await room.Hear(["RESTORED in", "STUCK at", "and it was refused"], cancel) == "RESTORED in";
    }

    private static async Task CloseTheBooks(DemoRoom room, LossCount lost, CancellationToken cancel)
    {
        await room.Say(DemoCast.DataOwner, string.Create(CultureInfo.InvariantCulture,
            $"reconcile lost {lost.Lost} within {Math.Ceiling(lost.Window.TotalSeconds * 10) / 10}s fenced: the edge refuses writes to us-east-1 account: counted from both row sets on disk"), cancel);
        await room.Hear(["Reconciled by"], cancel);
        await room.Say(DemoCast.Commander, "update send customers", cancel);
        await room.Say(DemoCast.Commander, "resolve checkout serves from eu-west-1", cancel);
        await room.Hear(["resolved the incident."], cancel);
    }
}
