namespace IncidentBot.Demo.Edge;

/// <summary>A region as the edge knows it.</summary>
internal sealed record EdgeRegion(string Name, Uri Url);

/// <summary>How the edge (router, writer and monitor, outside both regions) runs; it listens on 127.0.0.1 only.</summary>
internal sealed record EdgeOptions
{
    public required int Port { get; init; }

    /// <summary>Holds the acknowledged writes and the epochs of gates and route; made if missing.</summary>
    public required string Directory { get; init; }

    public required EdgeRegion Primary { get; init; }

    public required EdgeRegion Target { get; init; }

    /// <summary>Customer writes a second that the load varies around.</summary>
    public double Rate { get; init; } = 40;

    public int Seed { get; init; } = 1;

    /// <summary>The edge ends when this process does; null: it runs until it is stopped.</summary>
    public int? Parent { get; init; }

    public Uri Own => new($"http://127.0.0.1:{Port}");

    public EdgeRegion? Find(string? name) => name == Primary.Name ? Primary : name == Target.Name ? Target : null;
}
