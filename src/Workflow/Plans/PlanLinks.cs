namespace IncidentBot.Workflow.Plans;

/// <summary>Where people look during an incident of the service: absolute http or https addresses, without credentials; null: none.</summary>
/// <param name="Bridge">The call that people join.</param>
public sealed record PlanLinks(string? Runbook, string? Dashboard, string? Bridge)
{
    /// <summary>Those that are there, with their titles.</summary>
    public IReadOnlyList<(string Title, string Address)> All =>
        [.. new (string Title, string? Address)[] { ("Runbook", Runbook), ("Dashboard", Dashboard), ("Bridge", Bridge) }.Where(l => l.Address is not null).Select(l => (l.Title, l.Address!))];
}
