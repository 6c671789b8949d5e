namespace IncidentBot.Workflow.Incidents;

/// <summary>The domain said no: a stable code, every reason, and what would make it possible. Shown to people as it is.</summary>
/// <param name="Code">Stable, lower case with hyphens: "not-the-commander", "gate-closed".</param>
/// <param name="Reasons">All of them, each a sentence that a tired person can act on.</param>
/// <param name="Remedies">What to do instead; may be empty.</param>
public sealed record Refusal(string Code, IReadOnlyList<string> Reasons, IReadOnlyList<string> Remedies)
{
    public static Refusal Because(string code, string reason, params IReadOnlyList<string> remedies) => new(code, [reason], remedies);

    public override string ToString() =>
        string.Join(" ", Reasons) + (Remedies.Count == 0 ? "" : " " + string.Join(" ", Remedies));
}
