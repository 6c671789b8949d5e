using IncidentBot.Workflow.Failover;
using Xunit;
using static IncidentBot.Workflow.Failover.FailoverState;

namespace IncidentBot.Workflow.Tests.Failover;

/// <summary>The whole table: each row is allowed and leads where it says, and every pair that is no row is refused.</summary>
public sealed class FailoverTableTests
{
    /// <summary>State, the state a stuck failover came from, trigger, and where it leads.</summary>
    private static readonly (FailoverState From, FailoverState? StuckFrom, FailoverTrigger On, FailoverState To)[] Rows =
    [
        (Idle, null, FailoverTrigger.Propose, Proposed),
        (Aborted, null, FailoverTrigger.Propose, Proposed),
        (Reconciled, null, FailoverTrigger.Propose, Proposed),
        (Proposed, null, FailoverTrigger.Reject, Proposed),
        (Proposed, null, FailoverTrigger.Withdraw, Idle),
        (Proposed, null, FailoverTrigger.LastApproval, FailoverState.Approved),
        (FailoverState.Approved, null, FailoverTrigger.Prepare, Preparing),
        (FailoverState.Approved, null, FailoverTrigger.LoseAuthority, Proposed),
        (Preparing, null, FailoverTrigger.PreparationDone, Armed),
        (Preparing, null, FailoverTrigger.StepFailed, Halted),
        (Halted, null, FailoverTrigger.Retry, Preparing),
        (Halted, null, FailoverTrigger.Skip, Preparing),
        (Preparing, null, FailoverTrigger.LoseAuthority, Held),
        (Halted, null, FailoverTrigger.LoseAuthority, Held),
        (Armed, null, FailoverTrigger.LoseAuthority, Held),
        (Armed, null, FailoverTrigger.ArmedLimitOver, Held),
        (Held, null, FailoverTrigger.VerifiedAgain, Armed),
        (Held, null, FailoverTrigger.FoundUndone, Preparing),
        (Proposed, null, FailoverTrigger.Abort, Aborting),
        (FailoverState.Approved, null, FailoverTrigger.Abort, Aborting),
        (Preparing, null, FailoverTrigger.Abort, Aborting),
        (Halted, null, FailoverTrigger.Abort, Aborting),
        (Armed, null, FailoverTrigger.Abort, Aborting),
        (Held, null, FailoverTrigger.Abort, Aborting),
        (Held, null, FailoverTrigger.HoldLimitOver, Aborting),
        (Aborting, null, FailoverTrigger.AllUndone, Aborted),
        (Aborting, null, FailoverTrigger.UndoFailed, Stuck),
        (Armed, null, FailoverTrigger.Press, Committing),
        (Committing, null, FailoverTrigger.AllCommitted, Verifying),
        (Committing, null, FailoverTrigger.StepFailed, Stuck),
        (Verifying, null, FailoverTrigger.StepFailed, Stuck),
        (Verifying, null, FailoverTrigger.SignalsGood, Restored),
        (Stuck, Aborting, FailoverTrigger.Retry, Aborting),
        (Stuck, Committing, FailoverTrigger.Retry, Committing),
        (Stuck, Verifying, FailoverTrigger.Retry, Verifying),
        (Stuck, Aborting, FailoverTrigger.Skip, Aborting),
        (Stuck, Committing, FailoverTrigger.Skip, Committing),
        (Stuck, Verifying, FailoverTrigger.Skip, Verifying),
        (Stuck, Committing, FailoverTrigger.TakeOver, Verifying),
        (Stuck, Verifying, FailoverTrigger.TakeOver, Verifying),
        (Stuck, Committing, FailoverTrigger.StandDown, Aborting),
        (Restored, null, FailoverTrigger.SignalsFailed, Verifying),
        (Restored, null, FailoverTrigger.Reconcile, Reconciled),
    ];

    private static readonly (FailoverState State, FailoverState? StuckFrom)[] Places =
    [
        .. Enum.GetValues<FailoverState>().Where(s => s != Stuck).Select(s => (s, (FailoverState?)null)),
        (Stuck, Aborting), (Stuck, Committing), (Stuck, Verifying),
    ];

    public static TheoryData<FailoverState, FailoverState?, FailoverTrigger, FailoverState> Allowed
    {
        get
        {
            var data = new TheoryData<FailoverState, FailoverState?, FailoverTrigger, FailoverState>();
            foreach (var row in Rows)
            {
                data.Add(row.From, row.StuckFrom, row.On, row.To);
            }

            return data;
        }
    }

    public static TheoryData<FailoverState, FailoverState?, FailoverTrigger> Refused
    {
        get
        {
            var data = new TheoryData<FailoverState, FailoverState?, FailoverTrigger>();
            foreach (var (state, from) in Places)
            {
                foreach (var trigger in Enum.GetValues<FailoverTrigger>().Where(t => !Rows.Any(r => r.From == state && r.StuckFrom == from && r.On == t)))
                {
                    data.Add(state, from, trigger);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Each_row_leads_where_it_says(FailoverState from, FailoverState? stuckFrom, FailoverTrigger on, FailoverState to)
    {
        var record = At(from, stuckFrom);

        Assert.True(FailoverMachine.May(record, on));
        Assert.Empty(FailoverMachine.WhyNot(record, on));
        Assert.Equal(to, FailoverMachine.After(record, on));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Whatever_is_no_row_is_refused_with_a_reason(FailoverState from, FailoverState? stuckFrom, FailoverTrigger on)
    {
        var record = At(from, stuckFrom);

        Assert.False(FailoverMachine.May(record, on));
        Assert.All(FailoverMachine.WhyNot(record, on), reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
        Assert.NotEmpty(FailoverMachine.WhyNot(record, on));
        Assert.Throws<InvalidOperationException>(() => FailoverMachine.After(record, on));
    }

    [Fact]
    public void Every_trigger_and_every_state_has_a_row()
    {
        Assert.Empty(Enum.GetValues<FailoverTrigger>().Except(Rows.Select(r => r.On)));
        Assert.Empty(Enum.GetValues<FailoverState>().Except(Rows.Select(r => r.From)));
    }

    [Fact]
    public void No_row_crosses_the_point_of_no_return_but_the_press() =>
        Assert.Equal(
            [(Armed, FailoverTrigger.Press)],
            Rows.Where(r => r.To is Committing or Verifying or Restored or Reconciled && r.From is not (Committing or Verifying or Restored or Stuck))
                .Select(r => (r.From, r.On)));

    /// <summary>A record as it really stands there: past the point of no return from the press on.</summary>
    private static FailoverRecord At(FailoverState state, FailoverState? stuckFrom) => new()
    {
        State = state,
        StuckFrom = stuckFrom,
        CommittedAt = state is Committing or Verifying or Restored or Reconciled || stuckFrom is Committing or Verifying ? Some.T0 : null,
    };
}
