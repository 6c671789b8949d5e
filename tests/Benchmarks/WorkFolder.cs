namespace IncidentBot.Benchmarks;

/// <summary>A folder for one benchmark, gone afterwards. TMPDIR chooses the disk.</summary>
internal sealed class WorkFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("incidentbot-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
