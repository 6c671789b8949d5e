using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Workflow.Tests.Truth;

/// <summary>One failover from alarm to restored, through the same commands as a real one, in a world that knows what was really lost.</summary>
internal sealed class SimulatedFailover
{
    private const double BetweenReadings = 25;
    private readonly Chance chance;
    private readonly Life life;
    private readonly Scenario story;
    private readonly Dictionary<string, TimeSpan> durations;
    private readonly DateTimeOffset lastLagSample;
    private readonly bool lagOutlives;
    private readonly int period;
    private DateTimeOffset stopped;

    private SimulatedFailover(int seed)
    {
        chance = new Chance(seed);
        life = new Life(chance, dies: seed % 3 != 0);
        var plan = Some.Plan() with
        {
            Rto = TimeSpan.FromHours(12),
            Rpo = TimeSpan.FromHours(1),
            ApprovalExpiry = TimeSpan.FromHours(1),
            Approvals = [new ApprovalRule(FailureMode.RegionLoss, [Role.Commander, Role.DataOwner], null)],
        };
        var pace = new Pace(chance, plan, correlated: seed % 2 == 0);
        History = pace.History(chance.Whole(22, 60));
        durations = pace.Run();
        story = new Scenario { Plan = plan, Now = life.Crash + TimeSpan.FromSeconds(chance.Between(40, 240)) };
        lastLagSample = life.Crash - TimeSpan.FromSeconds(chance.Between(0, 60));
        lagOutlives = chance.Happens(0.5);
        period = seed % 5 == 0 ? 10 : 1;
        stopped = life.Crash;
    }

    internal List<RunRecord> History { get; }

    /// <summary>Runs it, and compares what was shown at the press with what came to be.</summary>
    internal static Outcome Of(int seed) => new SimulatedFailover(seed).Run();

    private Outcome Run()
    {
        var breach = life.Crash - TimeSpan.FromSeconds(chance.Between(0, 60));
        story.Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [Some.Alarm(story.Now) with { BreachAt = breach }], story.Plan, History, false))
            .Do(Some.Maya, new IncidentCommand.TakeRole(Role.Commander));
        Read();
        story.Classified().Do(Some.Ravi, new IncidentCommand.Propose(null)).Do(Some.Maya, new IncidentCommand.DraftUpdate(Workflow.Updates.Audience.Executives, "Writes may be lost.", true));
        Pass(chance.Between(20, 200));
        story.ApprovedBy(Some.Maya, long.MaxValue, 7200);
        Pass(chance.Between(20, 200));
        story.ApprovedBy(Some.Dario, long.MaxValue, 7200);
        story.Do(Some.Maya, new IncidentCommand.Prepare());
        while (story.State == FailoverState.Preparing)
        {
            Step();
        }

        Pass(chance.Between(1, 30));
        story.Classified();
        var (shown, eta, pressed) = (Outlook.LossAt(story.Incident, story.Now)!, Outlook.EtaOf(story.Incident)!, story.Now);
        story.Press();
        while (story.State is FailoverState.Committing or FailoverState.Verifying)
        {
            Step();
        }

        Assert.Equal(FailoverState.Restored, story.State);
        Assert.Equal(shown.Bound, story.Failover.CommittedLoss!.Bound);
        return new Outcome(life.Dies, life.Lost(stopped), shown.Likely!.Value, shown.Bound!.Value, story.Now - pressed, eta.P50, eta.P90!.Value, History.Count);
    }

    private void Step()
    {
        var order = story.Order!;
        story.Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
        var took = durations[order.Step.Id];
        if (order.Step.Fence)
        {
            // The fence takes hold some time within its step, and is proven at the end of it.
            stopped = story.Now + (took * chance.Between(0.1, 0.9));
        }

        Pass(took.TotalSeconds);
        story.Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Succeeded, "200 OK", true, true));
        Read();
    }

    /// <summary>Time passes under the eyes of the monitors.</summary>
    private void Pass(double seconds)
    {
        for (var left = seconds; left > 0; left -= BetweenReadings)
        {
            story.AfterSeconds(Math.Min(left, BetweenReadings));
            Read();
        }
    }

    private void Read()
    {
        var now = story.Now;
        var fenced = story.Incident.FencedAt is not null;
        var sampled = lagOutlives ? now : lastLagSample;
        story.Do(null, new IncidentCommand.RecordReadings(
            [
                Some.Reading("lag", (decimal)life.Lag(sampled).TotalSeconds, sampled, ReadingUnit.Seconds), Some.Reading("error-rate", 0.9m, now, ReadingUnit.Share),
                Some.Reading("primary-healthy", 0, now), Some.Reading("primary-dead", life.Dies && chance.Happens(0.9) ? 1 : 0, now),
                Some.Reading("fenced", fenced ? 1 : 0, now), Some.Reading("target-healthy", 1, now), Some.Reading("serving", 1, now),
            ],
            WriteRate.From(life.Buckets(now, period), Window(), now, TimeSpan.FromSeconds(period))));
    }

    /// <summary>As the bot asks for it: from the recovery point on, if that lies before the impact.</summary>
    private DateTimeOffset? Window() => story.Incident.RecoveryPoint?.At < story.Incident.ImpactStart ? story.Incident.RecoveryPoint.At : story.Incident.ImpactStart;

    /// <summary>What was shown at the press, and what came to be.</summary>
    internal sealed record Outcome(bool Died, long Lost, long Likely, long Bound, TimeSpan Took, TimeSpan P50, TimeSpan P90, int Runs);
}
