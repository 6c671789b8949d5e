namespace IncidentBot.Demo;

/// <summary>How the simulated two-region service is set up.</summary>
internal sealed record SimulatedServiceOptions
{
    /// <summary>Holds a folder for each process; made if missing. Files of an earlier run in it are continued.</summary>
    public required string Directory { get; init; }

    /// <summary>Decides the walks of delay and rate; another seed gives other numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Customer writes a second, 1 to 1000, that the load varies around.</summary>
    public int Rate { get; init; } = 40;

    /// <summary>Replication delay that varies around this; at most 10 minutes.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(1.5);

    public string PrimaryName { get; init; } = "us-east-1";

    public string TargetName { get; init; } = "eu-west-1";

    /// <summary>The process whose end also ends the service; null: nothing but disposal does.</summary>
    public int? Parent { get; init; } = Environment.ProcessId;
}
