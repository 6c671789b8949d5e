using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What was done of a verdict's advice: the task's number in it, counted from 1, as it was worded then.</summary>
public sealed record TaskDone(FailureMode Mode, int Number, string Task, string By, DateTimeOffset At, string Evidence);

/// <summary>One task of the list that stands in place of a failover; <paramref name="Done"/> is null while it is open.</summary>
public sealed record IncidentTask(int Number, string Text, TaskDone? Done);

/// <summary>The work that the tree asks for where it says "do not fail over"; and naming who owns what comes after a move.</summary>
internal static class Tasks
{
    internal static Refusal? Finish(Deciding deciding, IncidentCommand.FinishTask command)
    {
        var tasks = Outlook.TasksAt(deciding.Situation, deciding.Now);
        if (tasks.Count == 0)
        {
            return Refusal.Because("no-tasks", "There is no task list: it comes with a failure mode that forbids a failover.",
                "`done STEP evidence` attests a manual step; `ask` shows the next question.");
        }

        if (tasks.FirstOrDefault(t => t.Number == command.Number) is not { } task)
        {
            return Refusal.Because("unknown-task", FormattableString.Invariant($"There is no task {command.Number}."),
                [.. tasks.Select(t => FormattableString.Invariant($"{t.Number}. {t.Text}"))]);
        }

        if (task.Done is { } done)
        {
            return Refusal.Because("done-already", $"{done.By} did it at {Durations.Clock(done.At)}.", "`note` adds what you know.");
        }

        deciding.Emit(new IncidentEvent.TaskFinished(deciding.Incident.Mode, task.Number, task.Text, command.Evidence));
        return null;
    }

    internal static Refusal? NameOwner(Deciding deciding, IncidentCommand.NameOwner command)
    {
        var person = command.Person is { Length: > 0 } named
            ? deciding.People.Find(named) ?? deciding.People.All.FirstOrDefault(p => string.Equals(p.Name, named, StringComparison.OrdinalIgnoreCase))
            : deciding.People.Find(deciding.Actor.Person);
        if (person is null)
        {
            return Refusal.Because("unknown-person", $"The directory knows nobody called '{command.Person}'.",
                $"`owner {Words.Of(command.Duty)} NAME` takes a name from the people list.");
        }

        if (person is { Guest: true } or { Active: false })
        {
            return Refusal.Because("not-eligible", $"{person.Name} is a guest or deactivated, and owns nothing here.", "Name somebody else.");
        }

        if (person.Id != deciding.Actor.Person && !deciding.Incident.Holds(deciding.Actor.Person, Role.Commander) && !deciding.Incident.Holds(deciding.Actor.Person, Role.Deputy))
        {
            return Refusal.Because("role-needed", "Only the commander or the deputy names another person.", $"`owner {Words.Of(command.Duty)}` takes it yourself.");
        }

        if (deciding.Incident.Owners.TryGetValue(command.Duty, out var owner) && owner.Person == person.Id)
        {
            return Refusal.Because("holds-already", $"{person.Name} owns the {Words.Of(command.Duty)} already.");
        }

        deciding.Emit(new IncidentEvent.OwnerNamed(command.Duty, person.Id, person.Name));
        return null;
    }
}
