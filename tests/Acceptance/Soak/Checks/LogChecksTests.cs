using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Tests;
using Xunit;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>Each check over a stored log finds what it is there for: a log in which all is right passes, and one in which a single thing is wrong fails by that name.</summary>
public sealed class LogChecksTests
{
    private static readonly SoakLog Sound = SoundLog.Make();

    [Fact]
    public void A_sound_log_passes() => Assert.Empty(LogChecks.Of(Sound));

    [Fact]
    public void I1_A_step_under_an_epoch_that_is_out_already() => Finds("I1", Sound.Change<IncidentEvent.StepStarted>(e => e.Step == "promote", e => e with { Epoch = 1 }));

    [Fact]
    public void I1_An_epoch_that_was_taken_before() => Finds("I1", Sound.Change<ServiceEvent.EpochTaken>(e => e.Epoch == 3, e => e with { Epoch = 2 }));

    [Fact]
    public void I1_A_call_under_another_epoch_than_the_logs() => Finds("I1", Calls(c => c.Step == "route", c => c with { Epoch = 99 }));

    [Fact]
    public void I1_A_call_of_an_older_term_that_was_let_in() => Finds("I1", Calls(c => c.Step == "fence", c => c with { Term = 2 }));

    [Fact]
    public void I2_A_press_while_writes_are_not_refused() => Finds("I2", Sound.Change<IncidentEvent.ReadingsTaken>(e => e.Readings.Any(r => r.Id == "fenced"),
        e => e with { Readings = [.. e.Readings.Select(r => r.Id == "fenced" ? r with { Value = 0 } : r)] }));

    [Fact]
    public void I3_Users_sent_to_a_promotion_that_no_probe_has_proven() => Finds("I3", Sound.Change<IncidentEvent.StepSucceeded>(e => e.Step == "promote", e => e with { Verified = false }));

    [Fact]
    public void I4_Armed_for_longer_than_the_limit() => Finds("I4", Sound.LaterAfter<IncidentEvent.Armed>(TimeSpan.FromMinutes(3)));

    [Fact]
    public void I4_A_fence_that_is_lifted_before_the_rest_is_undone() => Finds("I4", Sound.Without<IncidentEvent.StepStarted>(e => e is { Step: "drain", Purpose: StepPurpose.Undo })
        .Without<IncidentEvent.StepSucceeded>(e => e is { Step: "drain", Purpose: StepPurpose.Undo }));

    [Fact]
    public void I5_A_press_without_a_required_role() => Finds("I5", Sound.Without<IncidentEvent.ApprovalGiven>(e => e.Approval.Role == Role.DataOwner));

    [Fact]
    public void I5_A_press_with_the_proposers_own_approval() => Finds("I5", Sound.Change<IncidentEvent.Proposed>(_ => true, e => e with { Proposal = e.Proposal with { By = new Actor("dario", "Dario Conti", "local") } }));

    [Fact]
    public void I5_What_runs_has_another_digest_than_what_was_approved() => Finds("I5", Sound.Change<IncidentEvent.PointOfNoReturn>(_ => true, e => e with { Digest = new string('0', 64) }));

    [Fact]
    public void I6_A_press_above_a_ceiling() => Finds("I6", Sound.Change<IncidentEvent.ApprovalGiven>(e => e.Approval.Role == Role.DataOwner, e => e with { Approval = e.Approval with { Records = 1 } }));

    [Fact]
    public void I6_A_number_below_the_bound() => Finds("I6", Sound.Change<IncidentEvent.PointOfNoReturn>(_ => true, e => e with { Bound = 1 }));

    [Fact]
    public void I7_A_press_while_the_data_are_corrupt() => Finds("I7", Sound.Change<IncidentEvent.ModeClassified>(_ => true, e => e with { Mode = FailureMode.DataCorruption }));

    [Fact]
    public void I8_A_press_that_does_not_store_a_gate() => Finds("I8", Sound.Change<IncidentEvent.PointOfNoReturn>(_ => true, e => e with { Gates = [.. e.Gates.Skip(1)] }));

    [Fact]
    public void I8_A_gate_that_is_open_on_a_reading_that_failed() => Finds("I8", Sound.Change<IncidentEvent.ReadingsTaken>(_ => true,
        e => e with { Readings = [.. e.Readings.Select(r => r.Id == "error-rate" ? r with { Value = null, Problem = "no answer" } : r)] }));

    [Fact]
    public void I9_An_incident_that_opens_while_another_is_open() => Finds("I9", Sound.Without<ServiceEvent.IncidentEnded>(e => e.Incident == "INC-1"));

    [Fact]
    public void I9_A_failover_that_begins_while_another_runs() => Finds("I9", Sound.Without<ServiceEvent.FailoverEnded>(e => e.Incident == "INC-1"));

    [Fact]
    public void I10_A_promotion_without_a_press() => Finds("I10", Sound.Without<IncidentEvent.PointOfNoReturn>(_ => true));

    [Fact]
    public void I10_A_promotion_that_is_called_before_the_press() => Finds("I10", Calls(c => c.Step == "promote", c => c with { At = c.At.AddMinutes(-1) }));

    [Fact]
    public void I10_A_promotion_that_is_called_before_the_press_can_be_read() => Finds("I10", Calls(c => c.Step == "promote", c => c with { Pressed = false }));

    [Fact]
    public void I10_A_step_that_is_not_idempotent_started_again_unasked() => Finds("I10", Sound.Twice<IncidentEvent.StepStarted>(e => e.Step == "drain" && e.Purpose == StepPurpose.Run));

    [Fact]
    public void I10_A_step_that_is_called_twice_for_one_start() => Finds("I10", Sound with { Calls = [.. Sound.Calls.SelectMany(c => c.Step == "promote" ? [c, c] : new[] { c })] });

    [Fact]
    public void I11_A_drill_at_what_real_steps_act_on() => Finds("I11", Sound.Change<IncidentEvent.Declared>(e => e.Incident == "INC-2", e => e with { Drill = FailureMode.RegionLoss }));

    [Fact]
    public void I12_Data_that_was_changed() => Finds("I12", Sound with { Events = [.. Sound.Events.Select(e => e.Type == "incident.resolved.v1" ? e with { Data = e.Data.Replace("over", "well", StringComparison.Ordinal) } : e)] });

    [Fact]
    public void I12_An_event_that_is_missing() => Finds("I12", Sound with { Events = [.. Sound.Events.Where(e => e.Type != "incident.resolved.v1")] });

    [Fact]
    public void I13_An_update_that_claims_that_nothing_was_lost() => Finds("I13", Sound.Change<IncidentEvent.UpdateDrafted>(_ => true, e => e with { Text = "We moved, and no data was lost." }));

    [Fact]
    public void I14_A_press_by_the_bot() => Finds("I14", Sound.Change<IncidentEvent.PointOfNoReturn>(_ => true, e => e with { By = Actor.Bot("alarm") }));

    [Fact]
    public void I14_A_vote_of_somebody_whom_nobody_knows() => Finds("I14", Sound.Change<IncidentEvent.ApprovalGiven>(e => e.Approval.Role == Role.DataOwner, e => e with { By = new Actor("mallory", "Mallory", "local") }));

    [Fact]
    public void A_line_that_was_taken_and_is_nowhere() => Finds(LossChecks.Name, Sound with { Lines = [new TakenLine("d9", "room", "ravi", "/incident note q9q", "q9q")] });

    [Fact]
    public void A_line_that_is_in_the_log_twice() => Finds(LossChecks.Name, Sound.Twice<IncidentEvent.Declared>(e => e.Incident == "INC-1"));

    [Fact]
    public void An_alarm_that_was_taken_and_is_nowhere() => Finds(LossChecks.Name, Sound with { Alarms = [new TakenAlarm("checkout", "checkout-5xx", Some.T0.AddSeconds(1))] });

    [Fact]
    public void A_delivery_that_still_waits() => Finds(LossChecks.Name, Sound with { Waiting = ["chat/local/d1"] });

    [Fact]
    public void An_undo_that_is_harmless_to_repeat_may_be_made_again_by_who_takes_over_and_by_nobody_else()
    {
        var undo = Sound.Calls.ToList().FindIndex(c => c is { Verb: "undo", Step: "fence" });
        SoakLog Again(long term) => Sound with { Calls = [.. Sound.Calls.Take(undo + 1), .. Sound.Calls.Skip(undo).Select(c => c with { Term = term })] };
        Assert.Empty(LogChecks.Of(Again(2)));
        Finds("I10", Again(1));
    }

    private static SoakLog Calls(Func<SoakCall, bool> which, Func<SoakCall, SoakCall> to)
    {
        var first = Sound.Calls.First(which);
        return Sound with { Calls = [.. Sound.Calls.Select(c => c == first ? to(c) : c)] };
    }

    private static void Finds(string invariant, SoakLog doctored)
    {
        var breaches = LogChecks.Of(doctored);
        Assert.True(breaches.TryGetValue(invariant, out var found), $"{invariant} was not found: {string.Join("\n", breaches)}");
        Assert.Matches("INC-[0-9]|service/|of checkout|alarm|(d|chat/local/d)[0-9]", found);
    }
}
