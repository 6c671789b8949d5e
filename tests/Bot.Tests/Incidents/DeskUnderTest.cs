using IncidentBot.Bot.Tests.Store;
using IncidentBot.Incidents;
using IncidentBot.Store.Sqlite;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Incidents;

/// <summary>The desk over SQLite in a temporary folder, with nobody following the log.</summary>
internal sealed class DeskUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    internal DeskUnderTest(params FailoverPlan[] plans)
    {
        Store = SqliteStore.Open(folder.Path, TimeProvider.System);
        Situations = new Situations(Store.Events);
        Desk = Another(plans);
    }

    internal SqliteStore Store { get; }

    internal Situations Situations { get; }

    internal IncidentDesk Desk { get; }

    /// <summary>A desk on the same log with the same memory, as another caller in the process would use it.</summary>
    internal IncidentDesk Another(params FailoverPlan[] plans) =>
        new(Store.Events, Store.Inbox, Situations, Cast.Roster, new Cast.Plans(plans), TimeProvider.System);

    internal async Task<string> Declared(CancellationToken cancel) =>
        (await Desk.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, cancel)).Incident.Id;

    internal async Task<IReadOnlyList<IncidentEvent>> Events(string id, CancellationToken cancel) => await Situations.Events(id, cancel);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Dispose();
    }
}
