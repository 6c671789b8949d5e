using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Who may do what: the one place where a command's actor is held against roles.</summary>
internal static class Membership
{
    /// <summary>Refuses guests, deactivated people, and those without the role that the command needs.</summary>
    internal static Refusal? Check(Deciding deciding, IncidentCommand command)
    {
        if (deciding.Actor.IsBot)
        {
            return MayBeTheBots(deciding, command)
                ? null
                : Refusal.Because("person-needed", "The bot computes, shows, asks, records and executes; only a person decides this.");
        }

        if (command is IncidentCommand.ReviseMessage or IncidentCommand.RemoveMessage or IncidentCommand.RecordReadings or IncidentCommand.NoteRealIncident or IncidentCommand.StartStep or IncidentCommand.FinishStep)
        {
            return Refusal.Because("bot-only", "Readings, runs of steps, and edits of captured messages are reported by the bot alone.", "`note` what you saw; `attest` a manual step.");
        }

        var person = deciding.People.Find(deciding.Actor.Person);
        if (person is { Active: false })
        {
            return Refusal.Because("deactivated", $"{person.Name} is deactivated in the directory.", "An administrator can reactivate the account.");
        }

        if ((person is null || person.Guest) && command is not IncidentCommand.TakeNote)
        {
            return Refusal.Because("guest", "Guests and people whom the directory does not know can read and take notes only.",
                "Ask a responder, or have an administrator add you to the people list.");
        }

        var needed = Needs(command);
        return needed.Length == 0 || needed.Any(r => deciding.Incident.Holds(deciding.Actor.Person, r) && person?.MayTake(r) == true)
            ? null
            : new Refusal("role-needed",
                [$"This needs the role {string.Join(" or ", needed.Select(Words.Of))}. {Holders(deciding, needed[0])}"],
                [$"`role take {Words.Of(needed[0])}`, if the role is yours."]);
    }

    internal static Refusal? Take(Deciding deciding, Role role, string id)
    {
        if (deciding.People.Find(id) is not { } person)
        {
            return Refusal.Because("unknown-person", $"The directory knows nobody called '{id}'.", "`role assign` takes a name from the people list.");
        }

        if (!person.MayTake(role))
        {
            return Refusal.Because("not-eligible", $"{person.Name} may not take the role {Words.Of(role)}: the directory does not list it for them.",
                "An administrator can add it to the people list.");
        }

        if (deciding.Incident.Holds(id, role))
        {
            return Refusal.Because("holds-already", $"{person.Name} is {Words.Of(role)} already.");
        }

        if (role == Role.Commander && deciding.Incident.Commander is { } before)
        {
            deciding.Emit(new IncidentEvent.RoleLost(Role.Commander, before, $"{person.Name} took command."));
        }

        deciding.Emit(new IncidentEvent.RoleTaken(role, id, person.Name));
        return null;
    }

    internal static Refusal? Assign(Deciding deciding, IncidentCommand.AssignRole command)
    {
        var person = deciding.People.Find(command.Person)
            ?? deciding.People.All.FirstOrDefault(p => string.Equals(p.Name, command.Person, StringComparison.OrdinalIgnoreCase));
        return Take(deciding, command.Role, person?.Id ?? command.Person);
    }

    internal static Refusal? Drop(Deciding deciding, IncidentCommand.DropRole command)
    {
        if (!deciding.Incident.Holds(deciding.Actor.Person, command.Role))
        {
            return Refusal.Because("holds-not", $"You are not {Words.Of(command.Role)}.");
        }

        deciding.Emit(new IncidentEvent.RoleLost(command.Role, deciding.Actor.Person, "Dropped by themselves."));
        return null;
    }

    /// <summary>What alarms, clocks, readings, chats and the runner may do unasked. An alarm may open, classify, page and, where the plan says so, freeze; nothing the bot does promotes.</summary>
    private static bool MayBeTheBots(Deciding deciding, IncidentCommand command) => command switch
    {
        IncidentCommand.Declare or IncidentCommand.NoteAlarms or IncidentCommand.RecordReadings or IncidentCommand.Wake
            or IncidentCommand.StartStep or IncidentCommand.FinishStep or IncidentCommand.NoteRoom or IncidentCommand.NoteRoomTrouble or IncidentCommand.NoteRoomMended
            or IncidentCommand.AnswerQuestion or IncidentCommand.ClassifyMode or IncidentCommand.SetSeverity or IncidentCommand.MovePhase
            or IncidentCommand.TakeNote or IncidentCommand.PinMessage or IncidentCommand.ReviseMessage or IncidentCommand.RemoveMessage or IncidentCommand.DraftUpdate or IncidentCommand.SendUpdate
            or IncidentCommand.StateEta or IncidentCommand.NoteRealIncident => true,
        IncidentCommand.Freeze => deciding.Incident.Plan?.AutoFence == true,
        _ => false,
    };

    private static Role[] Needs(IncidentCommand command) => command switch
    {
        IncidentCommand.Prepare or IncidentCommand.Press or IncidentCommand.TakeOver or IncidentCommand.Unfreeze => [Role.Commander],
        IncidentCommand.Abort or IncidentCommand.Retry or IncidentCommand.Skip or IncidentCommand.Resolve or IncidentCommand.Close
            or IncidentCommand.CallFalseAlarm or IncidentCommand.Merge or IncidentCommand.Reopen or IncidentCommand.AssignRole or IncidentCommand.CallRole => [Role.Commander, Role.Deputy],
        IncidentCommand.Freeze => [Role.Commander, Role.Deputy, Role.DataOwner],
        IncidentCommand.Reconcile => [Role.Commander, Role.DataOwner],
        _ => [],
    };

    private static string Holders(Deciding deciding, Role role)
    {
        var names = deciding.Incident.Roles.GetValueOrDefault(role, [])
            .Select(id => deciding.Incident.Names.GetValueOrDefault(id, id)).ToList();
        return names.Count == 0 ? $"Nobody is {Words.Of(role)} now." : $"{Words.Of(role)} is {string.Join(", ", names)}.";
    }
}
