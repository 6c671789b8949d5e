namespace IncidentBot.Workflow.Plans;

/// <summary>The closed list of roles that a plan may require and a person may hold in an incident.</summary>
public enum Role
{
    Commander,
    Deputy,
    DataOwner,
    Executive,
    ProductOwner,
    CommsLead,
    OnCallLead,
    NetworkLead,
    Responder,
}
