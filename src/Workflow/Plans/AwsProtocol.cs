namespace IncidentBot.Workflow.Plans;

/// <summary>How a service of AWS wants to be spoken to, as its API model names it.</summary>
public enum AwsProtocol
{
    /// <summary>AWS JSON 1.0 or 1.1: a POST to / with the operation in X-Amz-Target.</summary>
    Json,

    /// <summary>AWS Query: a form with Action and Version; the answer is XML.</summary>
    Query,

    /// <summary>A path and a method of its own, JSON both ways.</summary>
    RestJson,

    /// <summary>A path and a method of its own, XML both ways.</summary>
    RestXml,
}
