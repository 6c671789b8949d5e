using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>The directory that is always there: the people list of the configuration.</summary>
internal sealed class ConfiguredDirectory(IOptionsMonitor<PeopleOptions> options) : IPeopleDirectory
{
    public string Name => "configuration";

    public Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel) => Task.FromResult<IReadOnlyList<DirectoryEntry>>(
        [.. options.CurrentValue.List.Select(p => new DirectoryEntry(p.Id, p.Active, p.Guest))]);
}
