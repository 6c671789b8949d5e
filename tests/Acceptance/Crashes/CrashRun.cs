using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;
using Ports = IncidentBot.Demo.FreePort;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>One incident of a real bot in a process of its own, or in two on one database: the outside kills the one that works at chosen calls, and it is started again.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const string Incident = "INC-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TestFolder folder = new();
    private readonly HttpClient http = new();
    private readonly CrashStore store;
    private readonly (Uri Address, Task<BotProcess> Process)[] nodes;
    private int deliveries;

    private CrashRun(Outside outside, Func<string, CrashStore> store)
    {
        Outside = outside;
        this.store = store(folder.Path);
        Readings();
        nodes = [.. Ports.Pick(this.store.Nodes).Select(port => (new Uri($"http://127.0.0.1:{port}/"), default(Task<BotProcess>)!))];

        // One after the other: the first makes the key that the second is to have.
        for (var i = 0; i < nodes.Length; i++) nodes[i].Process = Start(i, i == 0 ? Task.CompletedTask : nodes[i - 1].Process);
    }

    internal Outside Outside { get; }

    /// <summary>The calls at which the process was killed.</summary>
    internal List<string> Kills { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<CrashRun> Begin() => new(await Outside.Start(Cancel), folder => new SqliteCrashStore(folder));

    /// <summary>Two nodes on one database.</summary>
    internal static async Task<CrashRun> BeginOnTwo() => new(await Outside.Start(Cancel), folder => new PostgresCrashStore(folder));

    /// <summary>Kills the node that works at the first call of a path, after the effect or before it, without an answer; and starts it again.</summary>
    internal void KillAt(string path, bool applied) => Outside.Once(path, async (_, apply) =>
    {
        if (applied)
        {
            apply();
        }

        var active = await store.Active(Cancel);
        (await nodes[active].Process).Kill();
        Kills.Add(path);
        nodes[active].Process = Start(active, Task.CompletedTask);
    });

    /// <summary>Declared, classified, proposed, drafted and approved: the plan prepares by itself.</summary>
    internal async Task Approved()
    {
        await Say("triage", "maya", "/incident declare sev1 checkout is failing in us-east-1");

        // A room that is there belongs to its incident only when the log says so.
        await Until(i => i.Rooms.Any(r => r.Kind == "incident"), "in its room");
        await Say("incident", "maya", "/incident mode region-loss two vantage points agree");
        await Until(i => i.Readings.Count == 5 && i.WriteRate is not null, "sampled");
        await Say("incident", "ravi", "/incident propose");
        await Until(FailoverState.Proposed);
        await Say("incident", "maya", "/incident update preview executives");
        await Say("incident", "maya", "/incident approve 100000 records 3600s because we accept it");
        await Say("incident", "dario", "/incident approve 100000 records 3600s because we accept it");
    }

    /// <summary>Pressed until it counts: right after a start, the readings that the gates rest on are still being taken.</summary>
    internal async Task Press()
    {
        await Until(FailoverState.Armed);
        for (var refused = -1; !(await Folded()).Failover.PastPointOfNoReturn;)
        {
            var before = refused = (await Events()).Count(e => e is IncidentEvent.PressRefused);
            await Say("incident", "maya", "/incident press PROMOTE eu-west-1 LOSE 90000");
            await Until(async () => (await Events()).Any(e => e is IncidentEvent.PointOfNoReturn)
                || (await Events()).Count(e => e is IncidentEvent.PressRefused) > before, "answered");
        }
    }

    internal async Task Say(string kind, string person, string text)
    {
        var delivery = $"d{++deliveries}";
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await Said(kind, person, text, delivery))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Nobody took \"{text}\": {await LastWords()}");
            await Task.Delay(100, Cancel);
        }
    }

    internal Task<Incident> Until(FailoverState state) => Until(i => i.Failover.State == state, state.ToString());

    internal async Task<Incident> Until(Func<Incident, bool> condition, string what)
    {
        await Until(async () => condition(await Folded()), what);
        return await Folded();
    }

    /// <summary>The incident's log as it stands on the disk, read beside the process that writes it; nothing while that starts.</summary>
    internal async Task<IReadOnlyList<IncidentEvent>> Events() =>
        [.. (await store.Read(Incident, Cancel)).Select(e => (IncidentEvent)IncidentLog.Typed(e))];

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in nodes) await (await process).DisposeAsync();
        await Outside.DisposeAsync();
        await store.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    private async Task<BotProcess> Start(int node, Task first)
    {
        await first;
        var settings = Path.Combine(folder.Path, $"settings-{node}.json");
        await CrashSettings.Write(settings, nodes[node].Address, store.Settings(node), Outside.Address, Cancel);
        return await BotProcess.Start(settings, nodes[node].Address, http, Cancel);
    }

    private async Task<string> LastWords() => string.Join('\n', (await Task.WhenAll(nodes.Select(n => n.Process))).Select(p => p.LastWords));

    private async Task<Incident> Folded() => (await Events()).Aggregate(Workflow.Incidents.Incident.None, Evolve.Apply);

    private async Task Until(Func<Task<bool>> condition, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                var events = await Events();
                Assert.Fail($"Not {what}:\n{string.Join('\n', events.Where(e => e is not IncidentEvent.ReadingsTaken).TakeLast(12))}\n{await LastWords()}");
            }

            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>Posts a line as a person would; false if nobody took it, and the same delivery is then tried again.</summary>
    private async Task<bool> Said(string kind, string person, string text, string delivery)
    {
        // To one after the other, whichever works: all of them take in.
        var (address, node) = nodes[deliveries % nodes.Length];
        try
        {
            await node;
            var rooms = await http.GetFromJsonAsync<JsonElement>(new Uri(address, $"chat/rooms?person={person}"), Cancel);
            if (rooms.GetProperty("rooms").EnumerateArray().FirstOrDefault(r => r.GetProperty("kind").GetString() == kind) is not { ValueKind: JsonValueKind.Object } room)
            {
                return false;
            }

            using var answer = await http.PostAsJsonAsync(
                new Uri(address, $"chat/rooms/{room.GetProperty("id").GetString()}/say"), new { person, delivery, text }, Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Readings()
    {
        Reading("lag", () => "1");
        Reading("error-rate", () => "0.9");
        Reading("primary-healthy", () => "0");
        Reading("fenced", () => Outside.Present("fence") ? "1" : "0");
        Reading("write-rate", () => "1");
    }

    private void Reading(string id, Func<string> value) => Outside.On($"readings/{id}", (context, apply) =>
    {
        var now = DateTimeOffset.UtcNow;
        var buckets = string.Join(',', Enumerable.Range(2, 120).Select(i => $$"""{"at":"{{now.AddSeconds(-i):O}}","count":1}"""));
        return Outside.Says(200, body: $$"""{"value":{{value()}},"sampledAt":"{{now:O}}","buckets":[{{buckets}}]}""")(context, apply);
    });
}
