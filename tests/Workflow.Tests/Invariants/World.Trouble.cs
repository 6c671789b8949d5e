using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class World
{
    internal static readonly string[] Honest = ["Up to 900,000 records may be lost.", "We do not yet know how much data is affected."];

    private static readonly string[] Claims = ["No data was lost.", "There is zero data loss.", "Nothing was lost in the move.", "All writes are safe."];

    private void Trouble(Move m)
    {
        switch (m.Kind)
        {
            case Kind.Wait:
                Now += TimeSpan.FromSeconds(m.A % 90);
                break;
            case Kind.LongWait:
                Now += TimeSpan.FromSeconds(60 + (m.A * 2));
                Send(null, new IncidentCommand.Wake(), "clock");
                break;
            case Kind.Wake:
                Now += TimeSpan.FromSeconds(m.A % 20);
                Send(null, new IncidentCommand.Wake(), "clock");
                break;
            case Kind.OutsideChanges:
                outside.Change(m.A, m.B);
                break;
            case Kind.SourceFails:
                // One source is silent, or nobody listens to any.
                deaf = m.B % 3 == 0;
                outside.Silence(m.A);
                break;
            case Kind.DirectoryChanges:
                people = [.. people.Select(p => p.Id != m.Pick(Cast).Id ? p : (m.B % 4) switch
                {
                    0 => p with { Active = false },
                    1 => p with { Guest = true },
                    2 => p with { Roles = [] },
                    _ => m.Pick(Cast),
                })];
                break;
            case Kind.StepFails or Kind.StepUnknown or Kind.RunnerCrashes or Kind.StaleReport:
                RunBadly(m);
                break;
            case Kind.SecondIncident or Kind.SecondFailover:
                Intrude(m);
                break;
            case Kind.BotTries:
                Send(Actor.Bot(m.B % 2 == 0 ? "alarm" : "clock"), m.Pick(Decisions(m)));
                break;
            default:
                Send(m.Kind == Kind.Press ? people.FirstOrDefault(p => p.Id == Incident.Commander) ?? Some.Maya : m.PickB(people), m.Kind == Kind.Alarm ? Alarms(m) : Ask(m));
                break;
        }
    }

    private void RunBadly(Move m)
    {
        if (m.Kind == Kind.StaleReport)
        {
            var step = m.Pick(Plan.Steps);
            Send(null, new IncidentCommand.FinishStep(step.Id, (StepPurpose)(m.B % 5), m.A % 3, StepOutcome.Succeeded, "late", true, m.A % 2 == 0), "runner");
        }
        else if (inHand is not null || Begin())
        {
            // The effect may have come about or not, whatever the runner can tell.
            if (m.A % 2 == 0)
            {
                outside.Do(inHand!);
            }

            if (m.Kind == Kind.RunnerCrashes)
            {
                inHand = null;
            }
            else
            {
                Report(m.Kind == Kind.StepFails ? StepOutcome.Failed : m.B % 3 == 0 ? StepOutcome.TimedOut : m.B % 3 == 1 ? StepOutcome.Unknown : StepOutcome.Succeeded, verified: false);
            }
        }
    }

    private void Intrude(Move m)
    {
        if (!Incident.IsOpen)
        {
            return;
        }

        if (m.Kind == Kind.SecondIncident)
        {
            checker.MustRefuse("I9", Decide.On(Situation with { Incident = Incident.None },
                new IncidentCommand.Declare("INC-99", "checkout", Severity.Sev1, "another", Plan, []), new CommandContext(Now, Some.As(Some.Maya), Some.Roster)));
        }
        else
        {
            var taken = Situation with { Service = Situation.Service with { FailoverOf = "INC-99" } };
            checker.MustRefuse("I9", Decide.On(taken, new IncidentCommand.Propose(null), new CommandContext(Now, Some.As(Some.Maya), Some.Roster)));
        }
    }

    private IncidentCommand Ask(Move m) => m.Kind switch
    {
        Kind.DropRole => new IncidentCommand.DropRole((Role)m.Pick(4)),
        Kind.TakeRole => new IncidentCommand.TakeRole(m.Pick(Enum.GetValues<Role>())),
        Kind.Classify => new IncidentCommand.ClassifyMode(m.Pick([FailureMode.RegionLoss, FailureMode.DataCorruption, FailureMode.NetworkPartition, FailureMode.Unknown]), ""),
        Kind.Answer => new IncidentCommand.AnswerQuestion(m.Pick(["data-wrong", "one-zone", "direct-probe", "outside-view"]), "no"),
        Kind.Waive => new IncidentCommand.Waive(m.Pick(Enum.GetValues<GateId>()), "split-brain is accepted"),
        Kind.Alarm => Alarms(m),
        Kind.EndIncident => (m.A % 6) switch
        {
            0 => new IncidentCommand.Resolve("it is over"),
            1 => new IncidentCommand.Close("done"),
            2 => new IncidentCommand.Merge("INC-77", "the same"),
            3 => new IncidentCommand.CallFalseAlarm("nothing"),
            4 => new IncidentCommand.Reopen("not over"),
            _ => new IncidentCommand.MovePhase((IncidentPhase)(m.A % 5)),
        },
        Kind.Tell => m.A % 2 == 0
            ? new IncidentCommand.SendUpdate(Audience.Customers, m.Pick([.. Honest, .. Claims]), true, m.B % 3 == 0)
            : new IncidentCommand.DraftUpdate(Audience.Executives, m.Pick([.. Honest, .. Claims]), true),
        _ => Decisions(m).FirstOrDefault(c => c.GetType().Name == m.Kind.ToString()) ?? new IncidentCommand.Wake(),
    };

    /// <summary>What only people decide.</summary>
    private IncidentCommand[] Decisions(Move m) =>
    [
        new IncidentCommand.Propose(null),
        new IncidentCommand.Withdraw("not now"),
        new IncidentCommand.Approve(m.A % 5 == 0 ? "P1" : null, m.A % 3 == 0 ? null : (Role)(m.A % 4), m.A % 7 == 0 ? null : m.A * 40, TimeSpan.FromSeconds(m.B), m.A % 7 == 0, "ok"),
        new IncidentCommand.Reject("no"),
        new IncidentCommand.Revoke("I changed my mind"),
        new IncidentCommand.Prepare(),
        new IncidentCommand.Press(m.A % 4 == 0 ? "PROMOTE eu-west-1 LOSE UNKNOWN" : PressPhrase.For("eu-west-1", (Outlook.LossAt(Incident, Now)?.Bound ?? 0) + (m.A % 3) - 1)),
        new IncidentCommand.Abort("enough", m.A % 3 == 0),
        new IncidentCommand.Retry(null),
        new IncidentCommand.Skip(null, "it cannot work"),
        new IncidentCommand.TakeOver(Plan.Steps.Where(s => s.Phase == StepPhase.Commit && Failover.Step(s.Id) is { IsSettled: false }).ToDictionary(s => s.Id, _ => "by hand")),
        new IncidentCommand.StandDown("it did nothing"),
        new IncidentCommand.Reconcile(5, TimeSpan.FromSeconds(2), "closed", "exported"),
        new IncidentCommand.Unfreeze("the link is back"),
        new IncidentCommand.Freeze("stop the loss"),
        Glass(m.A % 2 == 0, m.A % 7 == 0 ? 50 : 1_000_000),
        new IncidentCommand.CallRole(m.Pick(Enum.GetValues<Role>())),
        new IncidentCommand.CloseReview(1, "looked at"),
    ];

    private IncidentCommand.NoteAlarms Alarms(Move m) => new(
        NextIncident(), "checkout", Severity.Sev2,
        [Some.Alarm(Now - TimeSpan.FromSeconds(m.A * 3), m.B % 3 == 0 ? AlarmState.Ok : AlarmState.Alarm, m.B % 2 == 0 ? "arn:checkout-5xx" : "arn:latency")],
        Plan, [], false);
}
