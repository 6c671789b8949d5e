namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnTask(Incident state, IncidentEvent.TaskFinished e) => state with
    {
        Tasks = state.Tasks.Add(new TaskDone(e.Mode, e.Number, e.Task, e.By.Name, e.At, e.Evidence)),
    };

    private static Incident OnOwner(Incident state, IncidentEvent.OwnerNamed e) => state with
    {
        Owners = state.Owners.SetItem(e.Duty, new Decisions.DutyOwner(e.Person, e.Name, e.At)),
        Names = state.Names.SetItem(e.Person, e.Name),
    };

    /// <summary>As a sample of the bot's own, save that it says nothing of where the bot runs.</summary>
    private static Incident OnAttested(Incident state, IncidentEvent.ReadingAttested e) =>
        OnReadings(state, new IncidentEvent.ReadingsTaken([e.Reading], null) { At = e.At, By = e.By, BotRegion = state.BotRegion });
}
