namespace IncidentBot.Workflow.Updates;

/// <summary>Who reads a stakeholder update; each audience has its own template.</summary>
public enum Audience
{
    Executives,
    Customers,
    Support,
    Engineers,
}
