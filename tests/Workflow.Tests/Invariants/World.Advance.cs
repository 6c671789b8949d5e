using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Tests.Invariants;

internal sealed partial class World
{
    /// <summary>Whoever should act next does so, as a team would that wants to move the service.</summary>
    private void Advance()
    {
        deaf = deaf && Now.Millisecond % 5 > 0;
        if (!Incident.IsOpen)
        {
            Send(null, new IncidentCommand.NoteAlarms(NextIncident(), "checkout", Severity.Sev1, [Some.Alarm(Now)], Plan, [], false), "alarm");
        }
        else if (Incident.Commander is not { } commander || People.Find(commander) is not { Active: true, Guest: false } || !Current(Cast.First(p => p.Id == commander)).Roles.Contains(Role.Commander))
        {
            people = [.. people.Select(p => p.Id == "maya" ? Some.Maya : p)];
            Send(Some.Maya, new IncidentCommand.TakeRole(Role.Commander));
        }
        else if (Incident.Phase == IncidentPhase.Resolved)
        {
            Send(Cast.First(p => p.Id == Incident.Commander), new IncidentCommand.Reopen("again"));
        }
        else if (!RunWell())
        {
            Lead(Cast.First(p => p.Id == Incident.Commander));
        }
    }

    private void Lead(Person commander)
    {
        switch (Failover.State)
        {
            case FailoverState.Idle or FailoverState.Aborted:
                if (!Verdict.Of(Incident.Mode).PermitsFailover || Now - Incident.ModeAt > TimeSpan.FromMinutes(4))
                {
                    Send(commander, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""));
                }
                else
                {
                    Send(Some.Ravi, new IncidentCommand.Propose(null));
                    Send(commander, new IncidentCommand.DraftUpdate(Audience.Executives, Honest[0], true));
                }

                break;
            case FailoverState.Proposed or FailoverState.Held when Outlook.MissingRoles(Failover) is [var role, ..]:
                if (absent && role is Role.DataOwner or Role.Executive)
                {
                    GoWithout(role, commander);
                }
                else
                {
                    ApproveAs(role, commander);
                }

                break;
            case FailoverState.Held:
                Send(commander, new IncidentCommand.Approve(null, null, 1_000_000, TimeSpan.FromHours(1), false, "again"));
                break;
            case FailoverState.Approved:
                Send(commander, new IncidentCommand.Prepare());
                break;
            case FailoverState.Halted or FailoverState.Stuck:
                Send(commander, new IncidentCommand.Retry(null));
                break;
            case FailoverState.Armed:
                WaiveOrPress(commander);
                break;
            case FailoverState.Restored:
                Send(commander, new IncidentCommand.Reconcile(1, TimeSpan.FromSeconds(1), "closed", "exported"));
                break;
            case FailoverState.Reconciled:
                Send(Some.Elin, new IncidentCommand.CloseReview(1, "it was right"));
                Send(commander, new IncidentCommand.Resolve("moved"));
                Send(commander, new IncidentCommand.Close("done"));
                break;
        }
    }

    private void ApproveAs(Role role, Person commander)
    {
        if (Incident.Mode != Failover.Proposal!.Mode)
        {
            Send(commander, new IncidentCommand.ClassifyMode(Failover.Proposal.Mode, "set right"));
        }

        var proposer = Failover.Proposal.By.Person;
        var person = role switch
        {
            Role.Commander => proposer == commander.Id ? Some.Debo : commander,
            Role.Executive => Some.Elin,
            _ => proposer == Some.Dario.Id || commander == Some.Dario ? Cleo : Some.Dario,
        };
        people = [.. people.Select(p => p.Id == person.Id ? person : p)];
        var loss = Outlook.LossAt(Incident, Now);
        var seconds = loss is not null && Now.Millisecond % 3 == 0 ? loss.Exposure.Span + TimeSpan.FromSeconds(4) : TimeSpan.FromHours(1);
        Send(person, loss?.Bound is null
            ? new IncidentCommand.Approve(null, role, null, null, true, "unknown accepted")
            : new IncidentCommand.Approve(null, role, 1_000_000, seconds, false, "yes"));
    }

    private void WaiveOrPress(Person commander)
    {
        if (Now - Incident.ModeAt > TimeSpan.FromMinutes(4))
        {
            Send(commander, new IncidentCommand.ClassifyMode(Failover.Proposal!.Mode, "confirmed"));
        }

        // Half of the teams just press, some with too low a number, and see what the bot says.
        var bound = Outlook.LossAt(Incident, Now)?.Bound;
        var press = new IncidentCommand.Press(PressPhrase.For("eu-west-1", bound));
        if (Now.Millisecond % 2 == 0 && Send(commander, Now.Millisecond % 4 == 0 ? new IncidentCommand.Press(PressPhrase.For("eu-west-1", bound - 1)) : press).Refusal is null)
        {
            return;
        }

        foreach (var gate in Outlook.GatesAt(Situation, Now).Where(g => g.Verdict != GateVerdict.Open))
        {
            foreach (var person in people)
            {
                Send(person, new IncidentCommand.Waive(gate.Gate, "split-brain risk is accepted: waiting costs more"));
            }
        }

        Send(commander, press);
    }
}
