namespace IncidentBot.Demo.Regions;

/// <summary>How one simulated region runs; it listens on 127.0.0.1 only.</summary>
internal sealed record RegionOptions
{
    public required string Name { get; init; }

    public required int Port { get; init; }

    /// <summary>Holds the region's rows and epochs; made if missing.</summary>
    public required string Directory { get; init; }

    /// <summary>The role at first start; a promotion on disk outlives it.</summary>
    public required RegionRole Role { get; init; }

    /// <summary>Where a replica pulls from; required for one, unused otherwise.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>The replication delay that the walk varies around.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(1.5);

    public int Seed { get; init; } = 1;

    /// <summary>The region ends when this process does; null: it runs until it is stopped.</summary>
    public int? Parent { get; init; }
}

/// <summary>Whether a region takes writes of its own or follows another.</summary>
internal enum RegionRole
{
    Primary,
    Replica,

    /// <summary>Neither: a region that came back and was not told yet whom to follow, or does not know yet how far it agrees.</summary>
    Detached,
}
