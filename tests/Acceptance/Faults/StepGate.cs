using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>
/// Holds the append of a step's start in the test's database until the node that asked for it has been stopped, and then lets it be stored:
/// the step is started for all to see, and the one that started it stands still before its action.
/// </summary>
internal sealed class StepGate(FaultPair pair) : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Returns the node that was stopped, when the start is stored.</summary>
    /// <param name="leads">What leads to the start, said at the same time.</param>
    internal async Task<FaultNode> PauseAtStart(string step, Func<Task> leads)
    {
        await pair.Database.Do($"""
            CREATE TABLE IF NOT EXISTS held (step text PRIMARY KEY);
            INSERT INTO held VALUES ('{step}');
            CREATE OR REPLACE FUNCTION hold_start() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              WHILE EXISTS (SELECT 1 FROM held WHERE NEW.data LIKE '%"step":"' || step || '"%') LOOP
                PERFORM set_config('application_name', split_part(current_setting('application_name'), '|', 1) || '|held', true);
                PERFORM pg_sleep(0.01);
              END LOOP;
              RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER events_hold BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.type = 'step.started.v1') EXECUTE FUNCTION hold_start();
            """, Cancel);
        var led = leads();
        string? holder = null;
        await pair.Until(async () => (holder = (await pair.Database.Rows<string>(
            "SELECT split_part(application_name, '|', 1) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND application_name LIKE '%|held'", Cancel)).FirstOrDefault()) is not null, "held");
        var node = await pair.Node(Array.IndexOf(FaultDatabase.Names, holder));
        node.Pause();
        await pair.Database.Do("DELETE FROM held", Cancel);
        await pair.Until(async () => (await pair.Database.Rows<long>($"""SELECT version FROM events WHERE type = 'step.started.v1' AND data LIKE '%"step":"{step}"%'""", Cancel)).Count > 0, "started");
        await led;
        return node;
    }

    public async ValueTask DisposeAsync() => await pair.Database.Do("DROP TRIGGER IF EXISTS events_hold ON events; DROP TABLE IF EXISTS held", CancellationToken.None);
}
