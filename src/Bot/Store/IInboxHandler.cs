namespace IncidentBot.Store;

/// <summary>What a module does with deliveries of one kind.</summary>
internal interface IInboxHandler
{
    /// <summary>The kinds it handles.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>How many deliveries it likes to take at once; 1 for those that must be handled one by one.</summary>
    int Batch { get; }

    /// <summary>
    /// Handles deliveries in order and marks each as done, with what it led to or by <see cref="IInbox.Done"/>. A throw is counted
    /// against those that are not done: they are tried again one by one with growing pauses, and set aside after ten attempts.
    /// </summary>
    Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel);
}
