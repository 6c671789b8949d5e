namespace IncidentBot.Workflow.Incidents;

/// <summary>Chat messages that the timeline keeps: pinned by people, followed through edits and a deletion by the bot.</summary>
internal static class Capturing
{
    internal static Refusal? Pin(Deciding deciding, IncidentCommand.PinMessage command)
    {
        // A pin and an emoji on the same message mean it once.
        if (command.Message is { } message && deciding.Incident.Captured.TryGetValue(message, out var known) && known.Text == command.Text)
        {
            return null;
        }

        deciding.Emit(new IncidentEvent.MessagePinned(command.Author, command.SaidAt, command.Text, command.Link, command.Message));
        return null;
    }

    internal static Refusal? Revise(Deciding deciding, IncidentCommand.ReviseMessage command)
    {
        if (deciding.Incident.Captured.TryGetValue(command.Message, out var kept) && kept.Text != command.Text)
        {
            deciding.Emit(new IncidentEvent.MessageRevised(
                command.Message, kept.Author, kept.SaidAt, command.Text, kept.Link, kept.CapturedBy, command.EditedBy));
        }

        return null;
    }

    internal static Refusal? Remove(Deciding deciding, IncidentCommand.RemoveMessage command)
    {
        if (deciding.Incident.Captured.TryGetValue(command.Message, out var kept))
        {
            deciding.Emit(new IncidentEvent.MessageRemoved(command.Message, kept.Author, kept.SaidAt, kept.Link, kept.CapturedBy));
        }

        return null;
    }
}
