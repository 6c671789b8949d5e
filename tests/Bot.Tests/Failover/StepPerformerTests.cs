using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>The probe decides, whatever the call said; the call is made once.</summary>
public sealed class StepPerformerTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly StepLab lab = new();
    private Outside outside = null!;

    public async ValueTask InitializeAsync() => outside = await Outside.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await outside.DisposeAsync();
        await lab.DisposeAsync();
    }

    [Theory]
    [InlineData("ok", "present", StepOutcome.Succeeded, true)]
    [InlineData("ok", "absent", StepOutcome.TimedOut, null)]
    [InlineData("ok", "cannot tell", StepOutcome.Unknown, null)]
    [InlineData("refused", "present", StepOutcome.Succeeded, true)]
    [InlineData("refused", "absent", StepOutcome.Failed, false)]
    [InlineData("refused", "cannot tell", StepOutcome.Failed, null)]
    [InlineData("late", "present", StepOutcome.Succeeded, true)]
    [InlineData("late", "absent", StepOutcome.Failed, null)]
    [InlineData("late", "cannot tell", StepOutcome.TimedOut, null)]
    [InlineData("lost", "present", StepOutcome.Succeeded, true)]
    [InlineData("lost", "absent", StepOutcome.Failed, null)]
    [InlineData("lost", "cannot tell", StepOutcome.Unknown, null)]
    [InlineData("not sent", "present", StepOutcome.Succeeded, true)]
    [InlineData("not sent", "absent", StepOutcome.Failed, false)]
    [InlineData("not sent", "cannot tell", StepOutcome.Failed, false)]
    public async Task The_probe_decides_what_became_of_a_call(string call, string probe, StepOutcome outcome, bool? effect)
    {
        var finish = await lab.Perform(Step(call, probe));
        Assert.NotNull(finish);
        Assert.Equal((outcome, effect, effect == true), (finish.Outcome, finish.EffectPresent, finish.Verified));
        Assert.Equal(call == "not sent" ? 0 : 1, outside.Calls("do/fence").Count);
    }

    [Theory]
    [InlineData("ok", StepOutcome.Succeeded, null)]
    [InlineData("refused", StepOutcome.Failed, null)]
    [InlineData("late", StepOutcome.TimedOut, null)]
    [InlineData("lost", StepOutcome.Unknown, null)]
    [InlineData("not sent", StepOutcome.Failed, false)]
    public async Task Without_a_probe_the_call_speaks_for_itself(string call, StepOutcome outcome, bool? effect)
    {
        var finish = await lab.Perform(Step(call, null));
        Assert.NotNull(finish);
        Assert.Equal((outcome, effect, false), (finish.Outcome, finish.EffectPresent, finish.Verified));
    }

    [Fact]
    public async Task A_later_attempt_that_never_left_does_not_clear_an_earlier_one()
    {
        Assert.Null((await lab.Perform(Step("not sent", null), attempt: 2))!.EffectPresent);
    }

    [Fact]
    public async Task A_later_attempt_that_is_refused_does_not_clear_an_earlier_one_that_may_still_be_on_its_way()
    {
        Assert.Null((await lab.Perform(Step("refused", "absent"), attempt: 2))!.EffectPresent);
    }

    [Fact]
    public async Task An_effect_that_shows_late_is_waited_for()
    {
        var looks = 0;
        outside.On("is/fence", (http, apply) => Outside.Says(200, body: ++looks < 3 ? "no" : "\"present\":true")(http, apply));
        var finish = await lab.Perform(SmallPlan.Step(outside, "fence", StepPhase.Prepare));
        Assert.Equal(StepOutcome.Succeeded, finish!.Outcome);
        Assert.Single(outside.Calls("do/fence"));
    }

    [Theory]
    [InlineData("ok", "absent", StepOutcome.Succeeded)]
    [InlineData("ok", "present", StepOutcome.Failed)]
    [InlineData("ok", "cannot tell", StepOutcome.Failed)]
    [InlineData("lost", "absent", StepOutcome.Failed)]
    [InlineData("lost", "present", StepOutcome.Failed)]
    [InlineData("late", "cannot tell", StepOutcome.Failed)]
    [InlineData("refused", "absent", StepOutcome.Failed)]
    [InlineData("not sent", "present", StepOutcome.Failed)]
    public async Task An_undo_has_worked_when_it_was_accepted_and_the_effect_is_gone(string call, string probe, StepOutcome outcome)
    {
        var finish = await lab.Perform(Step(call, probe), StepPurpose.Undo);
        Assert.Equal(outcome, finish!.Outcome);
    }

    [Theory]
    [InlineData("present", StepOutcome.Succeeded, true)]
    [InlineData("absent", StepOutcome.Succeeded, false)]
    [InlineData("cannot tell", StepOutcome.Unknown, null)]
    public async Task A_verification_only_asks(string probe, StepOutcome outcome, bool? effect)
    {
        var finish = await lab.Perform(Step("ok", probe), StepPurpose.Verify);
        Assert.Equal((outcome, effect), (finish!.Outcome, finish.EffectPresent));
        Assert.Empty(outside.Calls("do/fence"));
    }

    [Theory]
    [InlineData(StepPurpose.Run, "present", StepOutcome.Succeeded)]
    [InlineData(StepPurpose.Run, "absent", StepOutcome.Failed)]
    [InlineData(StepPurpose.Run, "cannot tell", StepOutcome.Unknown)]
    [InlineData(StepPurpose.Run, null, StepOutcome.Unknown)]
    [InlineData(StepPurpose.Freeze, "present", StepOutcome.Succeeded)]
    [InlineData(StepPurpose.Freeze, "absent", StepOutcome.Failed)]
    [InlineData(StepPurpose.Undo, "absent", StepOutcome.Failed)]
    [InlineData(StepPurpose.Undo, "present", StepOutcome.Failed)]
    [InlineData(StepPurpose.Undo, "cannot tell", StepOutcome.Unknown)]
    [InlineData(StepPurpose.Undo, null, StepOutcome.Unknown)]
    [InlineData(StepPurpose.Unfreeze, "absent", StepOutcome.Failed)]
    public async Task What_is_found_started_after_a_restart_and_may_not_be_repeated_is_never_done_again(StepPurpose purpose, string? probe, StepOutcome outcome)
    {
        var finish = await lab.Perform(Step("ok", probe), purpose, resolve: true);
        Assert.Equal(outcome, finish!.Outcome);
        Assert.NotEqual(false, finish.EffectPresent);
        Assert.Empty(outside.Calls("do/fence"));
        Assert.Empty(outside.Calls("undo/fence"));
    }

    [Theory]
    [InlineData(StepPurpose.Undo)]
    [InlineData(StepPurpose.Unfreeze)]
    public async Task An_idempotent_undo_that_is_found_started_is_made_again_and_counts_once_it_is_accepted(StepPurpose purpose)
    {
        var finish = await lab.Perform(Step("ok", "absent") with { Idempotent = true }, purpose, resolve: true);
        Assert.Equal((StepOutcome.Succeeded, false), (finish!.Outcome, finish.EffectPresent));
        Assert.Single(outside.Calls("undo/fence"));
    }

    [Fact]
    public async Task What_only_waits_is_done_again_after_a_restart()
    {
        var step = SmallPlan.Step(outside, "pause", StepPhase.Prepare) with { Action = new StepAction.Wait(TimeSpan.FromMilliseconds(20)), Verify = null };
        Assert.Equal(StepOutcome.Succeeded, (await lab.Perform(step, resolve: true))!.Outcome);
    }

    [Theory]
    [InlineData("ok", true)]
    [InlineData("refused", false)]
    public async Task A_proof_by_a_person_is_waited_for_once_the_call_has_gone_well(string call, bool waits)
    {
        var step = Step(call, null) with { Verify = new StepAction.Manual("Look at the console.") };
        Assert.Equal(waits, await lab.Perform(step) is null);
        Assert.Equal(waits, await lab.Perform(step, StepPurpose.Undo) is null);
    }

    private PlanStep Step(string call, string? probe)
    {
        Outside.Behaviour behaviour = call switch
        {
            "refused" => Outside.Says(409),
            "late" => Outside.Hangs(applied: false),
            "lost" => Outside.Breaks(applied: false),
            _ => Outside.Says(200),
        };
        outside.On("do/fence", behaviour);
        outside.On("undo/fence", behaviour);
        outside.On("is/fence", probe switch
        {
            "present" => Outside.Says(200, body: "\"present\":true"),
            "absent" => Outside.Says(200, body: "\"present\":false"),
            _ => Outside.Says(503),
        });
        var nowhere = new StepAction.Http("POST", $"http://127.0.0.1:{FreePort.Closed()}/", new Dictionary<string, string>(), "{}", [], null);
        var step = SmallPlan.Step(outside, "fence", StepPhase.Prepare) with
        {
            Timeout = Limit,
            Action = call == "not sent" ? nowhere : SmallPlan.Post(outside, "do/fence"),
            Undo = call == "not sent" ? nowhere : SmallPlan.Post(outside, "undo/fence"),
        };
        return probe is null ? step with { Verify = null } : step;
    }
}
