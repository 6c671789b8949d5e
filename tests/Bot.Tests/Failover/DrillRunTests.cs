using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Failover;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>A drill can never reach a production executor (I11): by its types, and by what a recording server sees.</summary>
public sealed class DrillRunTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Outside production = null!;
    private Outside rehearsal = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (production, rehearsal) = (await Outside.Start(Cancel), await Outside.Start(Cancel));

    public async ValueTask DisposeAsync()
    {
        await production.DisposeAsync();
        await rehearsal.DisposeAsync();
        folder.Dispose();
    }

    private FailoverPlan Plan() => DrillPlan.Of(production, rehearsal);

    [Fact]
    public async Task A_drill_runs_to_its_end_and_production_sees_no_request()
    {
        await using var bot = await Begun();
        await bot.Until(FailoverState.Armed);
        await bot.Press();
        await bot.Until(FailoverState.Restored);
        await bot.Do(Cast.Maya, new IncidentCommand.Close(""));

        Assert.Equal(["do/fence", "do/drain", "do/promote", "do/route"], rehearsal.Applied);
        Assert.Empty(production.Calls());
        var fact = Assert.Single(await bot.Situations.DrillsOf("checkout", Cancel));
        Assert.Equal((FailureMode.RegionLoss, true), (fact.Mode, fact.Succeeded));
        var run = Assert.Single(await bot.Situations.RunsOf("checkout", Cancel));
        Assert.Equal((true, 5), (run.Drill, run.Steps.Count));
        await bot.Declared("INC-2");
        var attached = (await bot.Situations.Events("INC-2", Cancel)).OfType<IncidentEvent.PlanAttached>().Single();
        Assert.Equal((fact, "INC-1"), (attached.Drills!.Single(), attached.Runs.Single().Incident));
    }

    [Fact]
    public async Task An_aborted_drill_undoes_at_the_rehearsal_and_nowhere_else()
    {
        await using var bot = await Begun();
        await bot.Until(FailoverState.Armed);
        await bot.Do(Cast.Maya, new IncidentCommand.Abort("enough", false));
        await bot.Until(FailoverState.Aborted);

        Assert.Equal(["do/fence", "do/drain", "undo/drain", "undo/fence"], rehearsal.Applied);
        Assert.Empty(production.Calls());
    }

    [Fact]
    public async Task A_drill_takes_neither_slot_nor_epoch_and_is_told_of_the_real_incident()
    {
        await using var bot = await Begun();
        await bot.Until(FailoverState.Armed);
        await bot.Declared("INC-2");
        var drill = await bot.Until(i => i.RealIncidents.Count > 0, "told of the real incident");

        Assert.Equal(["INC-2"], drill.RealIncidents);
        var real = await bot.Situations.Load("INC-2", Cancel);
        Assert.False(real.Incident.IsDrill);
        Assert.Equal(("INC-2", null, 0L), (real.Service.OpenIncident, real.Service.FailoverOf, real.Service.Epoch));
        Assert.Empty(real.Incident.RealIncidents);
        var own = await bot.Situations.Load("INC-1", Cancel);
        Assert.Equal(("INC-1", "INC-1", 1L), (own.Service.OpenIncident, own.Service.FailoverOf, own.Service.Epoch));

        var second = await bot.Desk.Drill("checkout", FailureMode.RegionLoss, Cast.Maya, null, Cancel);
        Assert.Equal("drill-open", second.Refusal?.Code);
    }

    [Fact]
    public async Task A_drills_performer_refuses_a_real_action_and_production_a_drills()
    {
        var plan = Plan();
        await using var lab = new StepLab();
        var drills = new DrillActions(new DrillHttp(), null!, null!, new Redaction(Options.Create(new RedactionOptions())), TimeProvider.System);

        var real = await drills.Perform(plan.Steps[0].Action, StepLab.Run, StepLab.Ample, Cancel);
        var drill = await lab.Perform(new StepAction.Rehearse(plan.Steps[0].Drill!.Do));

        Assert.Equal((StepOutcome.Failed, true), (real.Outcome, real.NothingSent));
        Assert.Equal((StepOutcome.Failed, true), (drill.Outcome, drill.NothingSent));
        Assert.Empty(production.Calls());
        Assert.Empty(rehearsal.Calls());
    }

    private async Task<RunningBot> Begun()
    {
        var bot = await RunningBot.Start(folder.Path, Plan());
        var answer = await bot.Desk.Drill("checkout", FailureMode.RegionLoss, Cast.Maya, null, Cancel);
        Assert.Null(answer.Refusal);
        await bot.Proposed();
        return bot;
    }
}
