namespace IncidentBot.Workflow.Incidents;

/// <summary>How people's assumptions are taken: labelled, in range, and never mixed up with what was measured.</summary>
internal static class Assuming
{
    private const int LongestReason = 500;

    internal static Refusal? State(Deciding deciding, IncidentCommand.StateAssumption command)
    {
        var reasons = new List<string>();
        if (command.Share is < 0 or > 1)
        {
            reasons.Add("A share or a probability is between 0 % and 100 %.");
        }

        if (command.Kind == AssumptionKind.Recovery && !(command.Within > TimeSpan.Zero && command.Within <= TimeSpan.FromDays(1)))
        {
            reasons.Add("A recovery is assumed within a time of at most a day.");
        }

        if (command.Reason.Length > LongestReason)
        {
            reasons.Add($"The reason is longer than {LongestReason} characters.");
        }

        if (reasons.Count > 0)
        {
            return new Refusal("bad-assumption", reasons, ["`assume recovery 30% in 10m because the provider says so`", "`assume affected 40%`"]);
        }

        var stated = new Assumption(command.Kind, command.Share, command.Kind == AssumptionKind.Recovery ? command.Within : null,
            deciding.Actor.Name, deciding.Now, command.Reason);
        deciding.Emit(new IncidentEvent.AssumptionStated(stated, deciding.Incident.Assumptions.GetValueOrDefault(command.Kind)));
        return null;
    }
}
