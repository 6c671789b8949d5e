namespace IncidentBot.Alarms.Sqs;

/// <summary>What is to become of a message of a queue.</summary>
internal abstract record SqsVerdict
{
    private SqsVerdict()
    {
    }

    /// <summary>For us: it is stored, then deleted.</summary>
    /// <param name="Kind">Its inbox kind, where it is no state change, and <paramref name="Delivery"/> its id there.</param>
    /// <param name="Confirm">An address to call first: a topic of another account asks whether it may deliver to the queue.</param>
    /// <param name="Unchecked">Why its signature could not be looked at; null: it was, or it has none.</param>
    internal sealed record Take(string Kind, string Delivery, AlarmReading Reading, Uri? Confirm, string? Unchecked) : SqsVerdict;

    /// <summary>Never to be taken: it is set aside for a person, then deleted.</summary>
    /// <param name="Key">Names it, the same from every queue.</param>
    /// <param name="Code">The rule that it broke.</param>
    internal sealed record Park(string Key, string Code, string Reason) : SqsVerdict;

    /// <summary>Cannot be judged now: it stays in the queue, and comes again.</summary>
    internal sealed record Leave(string Reason) : SqsVerdict;
}
