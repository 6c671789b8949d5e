using IncidentBot.Bot.Tests.Store;
using IncidentBot.People;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

public sealed class DirectorySyncTests
{
    private readonly Said said = new();
    private readonly LogUnderTest<DirectorySync> log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_directory_narrows_what_the_configuration_says_and_never_widens_it()
    {
        var (sync, roster) = Make();
        said.Entries = [new DirectoryEntry("dario", false, false), new DirectoryEntry("elin", true, true), new DirectoryEntry("gone", true, false), new DirectoryEntry("stranger", true, false)];
        await sync.Refresh(Cancel);

        Assert.False(roster.Now.Find("dario")!.Active);
        Assert.True(roster.Now.Find("elin")!.Guest);
        Assert.False(roster.Now.Find("gone")!.Active);
        Assert.Null(roster.Now.Find("stranger"));
        Assert.Equal(Stead.Deputy, roster.Now.SteadOf("ines", Role.DataOwner));
        Assert.Null(roster.Now.SteadOf("elin", Role.DataOwner));
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_leaves_its_last_answer_and_is_logged_once()
    {
        var (sync, roster) = Make();
        said.Entries = [new DirectoryEntry("dario", false, false)];
        await sync.Refresh(Cancel);
        said.Entries = null;
        await sync.Refresh(Cancel);
        await sync.Refresh(Cancel);

        Assert.False(roster.Now.Find("dario")!.Active);
        Assert.Equal(1, log.Errors);
        said.Entries = [];
        await sync.Refresh(Cancel);
        Assert.True(roster.Now.Find("dario")!.Active);
    }

    private (DirectorySync, PeopleRoster) Make()
    {
        var options = new Fixed();
        var sync = new DirectorySync([new ConfiguredDirectory(options), said], options, TimeProvider.System, log);
        return (sync, new PeopleRoster(options, new LogUnderTest<PeopleRoster>(), sync));
    }

    private sealed class Said : IPeopleDirectory
    {
        internal IReadOnlyList<DirectoryEntry>? Entries { get; set; } = [];

        public string Name => "test";

        public Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel) => Task.FromResult(Entries ?? throw new InvalidOperationException("It is away."));
    }

    private sealed class Fixed : IOptionsMonitor<PeopleOptions>
    {
        public PeopleOptions CurrentValue { get; } = PeopleOptionsTests.Good();

        public PeopleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
