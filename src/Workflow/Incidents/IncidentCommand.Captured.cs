namespace IncidentBot.Workflow.Incidents;

public abstract partial record IncidentCommand
{
    /// <summary>A pinned message was edited in the chat; the bot alone reports it. Of a message that is not pinned nothing is kept.</summary>
    public sealed record ReviseMessage(string Message, string Text, string? EditedBy) : IncidentCommand;

    /// <summary>A pinned message was deleted in the chat; the bot alone reports it.</summary>
    public sealed record RemoveMessage(string Message) : IncidentCommand;
}
