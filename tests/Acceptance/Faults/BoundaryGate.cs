using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>
/// Stops each append of the incident in the test's database before it happens: everything before it is committed, and it is not. At a boundary
/// that is to be tried, the node that appends is killed there, its session is ended, and the other goes on; any other append is let through.
/// </summary>
/// <remarks>A boundary is named by the event that would come next, and by how many of its kind there are. An append of several events is one: there is nothing between them.</remarks>
internal sealed class BoundaryGate(FaultPair pair, Func<string, bool> tried) : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private Task running = Task.CompletedTask;

    /// <summary>Where a node was killed, in order.</summary>
    internal List<string> Kills { get; } = [];

    /// <summary>Every boundary that was come to.</summary>
    internal List<string> Passed { get; } = [];

    internal async Task Open(CancellationToken cancel)
    {
        await pair.Database.Do("""
            CREATE TABLE boundaries (name text PRIMARY KEY);
            CREATE FUNCTION stop_at_boundary() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
              next text;
              node text := current_setting('application_name');
            BEGIN
              IF position('|' IN node) > 0 THEN
                RETURN NEW;
              END IF;
              SELECT NEW.type || ' ' || count(*) + 1 INTO next FROM events WHERE stream = NEW.stream AND type = NEW.type;
              PERFORM set_config('application_name', node || '|' || next, true);
              WHILE NOT EXISTS (SELECT 1 FROM boundaries WHERE name = next) LOOP
                PERFORM pg_sleep(0.01);
              END LOOP;
              RETURN NEW;
            END $$;
            CREATE TRIGGER events_stop BEFORE INSERT ON events FOR EACH ROW
            WHEN (NEW.stream = 'INC-1' AND NEW.type <> 'incident.readings-taken.v1') EXECUTE FUNCTION stop_at_boundary();
            """, cancel);
        running = Task.Run(() => Watch(ended.Token), cancel);
    }

    /// <summary>Everything is let through from now on; what went wrong at the gate is told.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        await pair.Database.Do("DROP TRIGGER events_stop ON events", CancellationToken.None);
        ended.Dispose();
        Assert.True(running is not { IsFaulted: true }, $"{running.Exception}");
    }

    private async Task Watch(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var waiting = await pair.Database.Rows<Waiting>(
                "SELECT pid, application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND position('|' IN application_name) > 0", CancellationToken.None);
            foreach (var (pid, name) in waiting)
            {
                var (node, boundary) = (name.Split('|')[0], name.Split('|')[1]);
                if (Passed.Contains(boundary)) continue;
                if (!Kills.Contains(boundary) && tried(boundary)) await Kill(Array.IndexOf(FaultDatabase.Names, node), pid, boundary);
                else await Pass(boundary);
            }

            await Task.WhenAny(Task.Delay(10, cancel));
        }
    }

    private async Task Kill(int node, int pid, string boundary)
    {
        // Whoever is to go on has to be there.
        await pair.Node(1 - node);
        await pair.Node(node);
        Kills.Add(boundary);
        await pair.KillAndRestart(node);
        await pair.Database.Do($"SELECT pg_terminate_backend({pid})", CancellationToken.None);
    }

    private async Task Pass(string boundary)
    {
        Passed.Add(boundary);
        await pair.Database.Do("INSERT INTO boundaries VALUES (@boundary)", new { boundary }, CancellationToken.None);
    }

    private sealed record Waiting(int Pid, string Name);
}
