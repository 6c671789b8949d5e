using System.Text.Json.Nodes;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>Ways to tamper with a six-event export, the version that must be named, and whether only an anchor can show it.</summary>
internal static class Tamperings
{
    internal sealed record Case(int Version, Func<SampleExport, string> Tamper, bool NeedsAnchor = false);

    internal static readonly Dictionary<string, Case> All = new()
    {
        ["type edited"] = new(3, On(e => e[3]["type"] = "failover.refused.v1")),
        ["time edited"] = new(2, On(e => e[2]["at"] = "2026-03-01T10:02:00.0000001Z")),
        ["time in another spelling"] = new(2, On(e => e[2]["at"] = "2026-03-01T10:02:00Z")),
        ["text edited"] = new(4, On(e => e[4]["data"]!["text"] = "€ <b>\n")),
        ["number edited"] = new(4, On(e => e[4]["data"]!["cost"] = 50.5m)),
        ["number made a text"] = new(4, On(e => e[4]["data"]!["cost"] = "50")),
        ["null removed from a list"] = new(5, On(e => e[5]["data"]!["list"]!.AsArray().RemoveAt(2))),
        ["list reordered"] = new(5, On(e => e[5]["data"]!["list"] = new JsonArray("two", 1, null))),
        ["data member added"] = new(1, On(e => e[1]["data"]!["extra"] = true)),
        ["data member removed"] = new(6, On(e => e[6]["data"]!.AsObject().Remove("by"))),
        ["data replaced by null"] = new(6, On(e => e[6]["data"] = null)),
        ["version edited"] = new(3, On(e => e[3]["version"] = 4)),
        ["version made a text"] = new(3, On(e => e[3]["version"] = "3")),
        ["version zero"] = new(1, On(e => e[1]["version"] = 0)),
        ["prevHash edited"] = new(4, On(e => e[4]["prevHash"] = new string('0', 64))),
        ["hash edited"] = new(4, On(e => e[4]["hash"] = new string('0', 64))),
        ["hash in upper case"] = new(4, On(e => e[4]["hash"] = ((string)e[4]["hash"]!).ToUpperInvariant())),
        ["last hash edited"] = new(6, On(e => e[6]["hash"] = new string('f', 64))),
        ["member added beside data"] = new(2, On(e => e[2]["by"] = "mallory")),
        ["member removed"] = new(2, On(e => e[2].Remove("at"))),
        ["type not a text"] = new(2, On(e => e[2]["type"] = 1)),
        ["event made a text"] = new(3, On(e => e.List[2] = "failover.proposed.v1")),
        ["event made null"] = new(3, On(e => e.List[2] = null)),
        ["first event deleted"] = new(1, On(e => e.List.RemoveAt(0))),
        ["middle event deleted"] = new(3, On(e => e.List.RemoveAt(2))),
        ["middle event deleted and the rest renumbered"] = new(3, On(e => { e.List.RemoveAt(2); Renumber(e); })),
        ["middle event deleted, renumbered and linked"] = new(3, On(e => { e.List.RemoveAt(2); Renumber(e); Link(e); })),
        ["all events deleted"] = new(1, On(e => e.List.Clear())),
        ["two events swapped"] = new(2, On(e => Swap(e, 2, 3))),
        ["two events swapped and renumbered"] = new(2, On(e => { Swap(e, 2, 3); Renumber(e); })),
        ["last event deleted"] = new(6, On(e => e.List.RemoveAt(5))),
        ["last three deleted"] = new(4, On(e => { while (e.List.Count > 3) e.List.RemoveAt(3); })),
        ["event repeated"] = new(4, On(e => e.List.Insert(3, e[3].DeepClone()))),
        ["event appended"] = new(7, On(e => { Append(e); e.Root["head"] = e[6]["hash"]!.DeepClone(); })),
        ["head edited"] = new(7, On(e => e.Root["head"] = new string('a', 64))),
        ["head set back"] = new(5, On(e => e.Root["head"] = e[4]["hash"]!.DeepClone())),
        ["incident renamed"] = new(1, On(e => e.Root["incident"] = "INC-2")),
        ["incident in lower case"] = new(1, On(e => e.Root["incident"] = "inc-1")),
        ["member twice in an event"] = new(5, Text("\"type\":\"failover.armed.v1\"", "\"type\":\"x\",\"type\":\"failover.armed.v1\"")),
        ["member twice in data"] = new(1, Text("\"by\":\"ann\"", "\"by\":\"bob\",\"by\":\"ann\"")),
        ["member twice under another spelling"] = new(1, Text("\"by\":\"ann\"", "\"b\\u0079\":\"bob\",\"by\":\"ann\"")),
        ["half a surrogate pair"] = new(1, Text("\"ann\"", "\"\\ud800\"")),
        ["a number no double holds"] = new(2, Text("25.0", "9007199254740993")),
        ["edited and its hash made to fit"] = new(4, On(e =>
        {
            var rest = e[4]["hash"]!.DeepClone();
            e[3]["data"]!["by"] = "mallory";
            e.Rehash(3);
            e[4]["hash"] = rest;
        })),
        ["edited and rehashed to the end"] = new(6, On(e => { e[3]["data"]!["by"] = "mallory"; e.Rehash(); }), NeedsAnchor: true),
        ["truncated and the head set back"] = new(5, On(e => { e.List.RemoveAt(5); e.Rehash(); }), NeedsAnchor: true),
        ["deleted, renumbered and rehashed"] = new(5, On(e => { e.List.RemoveAt(2); Renumber(e); e.Rehash(); }), NeedsAnchor: true),
        ["swapped, renumbered and rehashed"] = new(6, On(e => { Swap(e, 4, 5); Renumber(e); e.Rehash(); }), NeedsAnchor: true),
        ["renamed and rehashed"] = new(6, On(e => { e.Root["incident"] = "INC-2"; e.Rehash(); }), NeedsAnchor: true),
        ["appended and rehashed"] = new(7, On(e => { Append(e); e.Rehash(); }), NeedsAnchor: true),
    };

    private static Func<SampleExport, string> On(Action<SampleExport> tamper) => export =>
    {
        tamper(export);
        return export.Root.ToJsonString();
    };

    private static Func<SampleExport, string> Text(string old, string with) => export =>
    {
        var text = export.Root.ToJsonString();
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"{old} is not in the export") : text[..at] + with + text[(at + old.Length)..];
    };

    private static void Renumber(SampleExport export)
    {
        for (var v = 1; v <= export.List.Count; v++) export[v]["version"] = v;
    }

    private static void Link(SampleExport export)
    {
        for (var v = 2; v <= export.List.Count; v++) export[v]["prevHash"] = export[v - 1]["hash"]!.DeepClone();
    }

    private static void Swap(SampleExport export, int one, int other)
    {
        var (a, b) = (export[one].DeepClone(), export[other].DeepClone());
        (export.List[one - 1], export.List[other - 1]) = (b, a);
    }

    private static void Append(SampleExport export)
    {
        var added = export[6].DeepClone();
        added["version"] = 7;
        export.List.Add(added);
        var head = export.Root["head"]!.DeepClone();
        export.Rehash(7);
        export.Root["head"] = head;
    }
}
