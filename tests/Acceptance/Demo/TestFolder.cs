using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Demo;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("incidentbot-sim-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What the processes left behind.</summary>
internal static class SimulatedServiceFiles
{
    public static LossCount Count(string folder) => LossCount.Read(
        Path.Combine(folder, "us-east-1"), Path.Combine(folder, "eu-west-1"), Path.Combine(folder, "edge"));
}
