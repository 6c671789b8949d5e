using System.Diagnostics;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Demo;

public sealed class SimulatedProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposal_ends_the_processes_that_were_started()
    {
        using var folder = new TestFolder();
        var service = await SimulatedService.Start(new() { Directory = folder.Path }, Cancel);
        var ids = service.ProcessIds;
        Assert.Equal(3, ids.Count);
        Assert.All(ids, id => Assert.NotNull(ParentWatch.Birth(id)));
        await service.DisposeAsync();
        Assert.All(ids, id => Assert.Null(ParentWatch.Birth(id)));
    }

    [Fact]
    public async Task The_processes_end_when_the_one_they_serve_is_killed()
    {
        using var folder = new TestFolder();
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            await using var service = await SimulatedService.Start(new() { Directory = folder.Path, Parent = parent.Id }, Cancel);
            Assert.All(service.ProcessIds, id => Assert.NotNull(ParentWatch.Birth(id)));
            parent.Kill();
            await Edge.Until("all three ended", () => Task.FromResult(
                service.ProcessIds.All(id => ParentWatch.Birth(id) is null) ? "ended" : null), Cancel);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public async Task A_process_that_cannot_start_says_why()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "edge"), "a file where a folder must be", Cancel);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SimulatedService.Start(new() { Directory = folder.Path }, Cancel));
        Assert.StartsWith("edge ended at start. Its last lines: ", failure.Message, StringComparison.Ordinal);
    }
}
