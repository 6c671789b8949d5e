namespace IncidentBot.Workflow.Incidents;

/// <summary>Review items: what was done without those who should have been asked is looked at by somebody else, before the incident ends.</summary>
internal static class Reviewing
{
    internal static Refusal? Close(Deciding deciding, IncidentCommand.CloseReview command)
    {
        if (deciding.Incident.Reviews.FirstOrDefault(r => r.Number == command.Number) is not { IsOpen: true } item)
        {
            var open = Open(deciding.Incident);
            return Refusal.Because("no-review", $"Review {command.Number} is not open.", open.Length == 0 ? "None is." : $"Open: {open}.");
        }

        var reasons = new List<string>();
        if (item.Persons.Contains(deciding.Actor.Person))
        {
            reasons.Add("It is about what you did: another person must close it.");
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            reasons.Add("Say what came of the review.");
        }

        if (reasons.Count > 0)
        {
            return new Refusal("review", reasons, [$"`review close {item.Number} the data owner has seen it and agrees`"]);
        }

        deciding.Emit(new IncidentEvent.ReviewClosed(item.Number, command.Reason));
        return null;
    }

    /// <summary>An incident does not end while something of it is still to be looked at.</summary>
    internal static Refusal? WhyOpen(Incident incident) =>
        Open(incident) is { Length: > 0 } open
            ? Refusal.Because("review-open", $"Still to be reviewed: {open}.", "`review close 1 REASON`, by somebody other than those it is about.")
            : null;

    private static string Open(Incident incident) =>
        string.Join("; ", incident.Reviews.Where(r => r.IsOpen).Select(r => $"{r.Number}, {r.About.TrimEnd('.')}"));
}
