namespace IncidentBot.Workflow.Incidents;

public static partial class Evolve
{
    private static Incident OnCaptured(Incident state, IncidentEvent happened) => happened switch
    {
        IncidentEvent.MessagePinned { Message: { } message } e => state with
        {
            Captured = state.Captured.SetItem(message, new CapturedMessage(e.Author, e.SaidAt, e.Text, e.Link, e.By.Name)),
        },
        IncidentEvent.MessageRevised e when state.Captured.TryGetValue(e.Message, out var kept) => state with
        {
            Captured = state.Captured.SetItem(e.Message, kept with { Text = e.Text }),
        },
        IncidentEvent.MessageRemoved e => state with { Captured = state.Captured.Remove(e.Message) },
        _ => state,
    };
}
