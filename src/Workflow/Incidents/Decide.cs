using IncidentBot.Workflow.Failover;

namespace IncidentBot.Workflow.Incidents;

/// <summary>
/// The rules: what a command makes of a situation. Pure and total; a command is either carried out as events, or refused with
/// every reason. What time alone has changed is settled before and after each command, so that no late wake-up can lend it authority.
/// </summary>
public static class Decide
{
    public static Decision On(Situation situation, IncidentCommand command, CommandContext context)
    {
        var deciding = new Deciding(situation, context);
        if (situation.Incident.Id.Length == 0)
        {
            var refusal = Membership.Check(deciding, command) ?? command switch
            {
                IncidentCommand.Declare c => Opening.Declare(deciding, c),
                IncidentCommand.NoteAlarms c => Opening.NoteAlarms(deciding, c),
                IncidentCommand.BeginDrill c => Drilling.Begin(deciding, c),
                _ => Refusal.Because("no-incident", "There is no such incident.", "`list` shows the open ones."),
            };
            Consequences.Settle(deciding);
            return deciding.Done(refusal);
        }

        if (!situation.Incident.IsOpen && command is not (IncidentCommand.TakeNote or IncidentCommand.NoteRoomTrouble))
        {
            return deciding.Done(Refusal.Because("closed", $"{situation.Incident.Id} is closed.", "`export` still works; `declare` opens a new incident."));
        }

        Consequences.Settle(deciding);
        var answer = Membership.Check(deciding, command) ?? Carry(deciding, command);
        Consequences.Settle(deciding);
        return deciding.Done(answer);
    }

    private static Refusal? Carry(Deciding deciding, IncidentCommand command) => command switch
    {
        IncidentCommand.Wake => null,
        IncidentCommand.RecordReadings c => Facts.Record(deciding, c),
        IncidentCommand.StartStep c => Steps.Start(deciding, c),
        IncidentCommand.FinishStep c => Steps.Finish(deciding, c),
        IncidentCommand.AttestStep c => Steps.Attest(deciding, c),
        IncidentCommand.Retry c => Steps.Retry(deciding, c),
        IncidentCommand.Skip c => Steps.Skip(deciding, c),
        IncidentCommand.Declare or IncidentCommand.BeginDrill => Refusal.Because("exists", $"{deciding.Incident.Id} exists already."),
        IncidentCommand.NoteRealIncident c => Drilling.NoteReal(deciding, c),
        IncidentCommand.NoteAlarms c => Opening.Join(deciding, c),
        IncidentCommand.SetSeverity c => Lifecycle.SetSeverity(deciding, c),
        IncidentCommand.MovePhase c => Lifecycle.MovePhase(deciding, c),
        IncidentCommand.Resolve c => Lifecycle.Resolve(deciding, c),
        IncidentCommand.Reopen c => Lifecycle.Reopen(deciding, c),
        IncidentCommand.Close c => Lifecycle.Close(deciding, c),
        IncidentCommand.CallFalseAlarm c => Lifecycle.FalseAlarm(deciding, c),
        IncidentCommand.Merge c => Lifecycle.Merge(deciding, c),
        IncidentCommand.TakeRole c => Membership.Take(deciding, c.Role, deciding.Actor.Person),
        IncidentCommand.AssignRole c => Membership.Assign(deciding, c),
        IncidentCommand.DropRole c => Membership.Drop(deciding, c),
        IncidentCommand.TakeNote c => Facts.Note(deciding, c),
        IncidentCommand.PinMessage c => Capturing.Pin(deciding, c),
        IncidentCommand.ReviseMessage c => Capturing.Revise(deciding, c),
        IncidentCommand.RemoveMessage c => Capturing.Remove(deciding, c),
        IncidentCommand.AnswerQuestion c => Inquiry.Answer(deciding, c),
        IncidentCommand.ClassifyMode c => Facts.Classify(deciding, c),
        IncidentCommand.FinishTask c => Tasks.Finish(deciding, c),
        IncidentCommand.NameOwner c => Tasks.NameOwner(deciding, c),
        IncidentCommand.AttestReading c => Attesting.Attest(deciding, c),
        IncidentCommand.StateImpact c => Facts.StateImpact(deciding, c),
        IncidentCommand.StateAssumption c => Assuming.State(deciding, c),
        IncidentCommand.NoteRoom c => Facts.NoteRoom(deciding, c),
        IncidentCommand.NoteRoomTrouble c => Facts.NoteRoomTrouble(deciding, c),
        IncidentCommand.NoteRoomMended c => Facts.NoteRoomMended(deciding, c),
        IncidentCommand.Freeze c => Fencing.Freeze(deciding, c),
        IncidentCommand.Unfreeze c => Fencing.Unfreeze(deciding, c),
        IncidentCommand.Propose c => Proposing.Propose(deciding, c),
        IncidentCommand.Withdraw c => Proposing.Withdraw(deciding, c),
        IncidentCommand.Approve c => Voting.Approve(deciding, c),
        IncidentCommand.Reject c => Voting.Reject(deciding, c),
        IncidentCommand.Revoke c => Voting.Revoke(deciding, c),
        IncidentCommand.Waive c => Voting.Waive(deciding, c),
        IncidentCommand.BreakGlass c => GlassBreaking.Break(deciding, c),
        IncidentCommand.CallRole c => Calling.Call(deciding, c),
        IncidentCommand.CloseReview c => Reviewing.Close(deciding, c),
        IncidentCommand.Prepare => Proposing.Prepare(deciding),
        IncidentCommand.Press c => Pressing.Press(deciding, c),
        IncidentCommand.Abort c => Undoing.Abort(deciding, c),
        IncidentCommand.TakeOver c => Undoing.TakeOver(deciding, c),
        IncidentCommand.StandDown c => Undoing.StandDown(deciding, c),
        IncidentCommand.Reconcile c => Undoing.Reconcile(deciding, c),
        IncidentCommand.DraftUpdate c => Telling.Draft(deciding, c),
        IncidentCommand.SendUpdate c => Telling.Send(deciding, c),
        IncidentCommand.StateEta c => Telling.StateEta(deciding, c),
        _ => throw new InvalidOperationException($"No rule for the command '{command.GetType().Name}'."),
    };

    /// <summary>A refusal that names every reason why the failover's table does not allow a trigger; null if it does.</summary>
    internal static Refusal? Unless(Deciding deciding, FailoverTrigger trigger, params IReadOnlyList<string> remedies)
    {
        var why = FailoverMachine.WhyNot(deciding.Failover, trigger);
        return why.Count == 0 ? null : new Refusal("not-now", why, remedies);
    }
}
