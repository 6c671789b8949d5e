using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads the <c>source</c> of a reading: one of http, tcp or person.</summary>
internal static partial class SourceReader
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    public static ReadingSource? Read(PlanSection section) =>
        Kinds.Only(section, "kind of source", ["http", "tcp", "person"], "http: { url: ... }") switch
        {
            ("http", var node) => Http(node, section.Faults),
            ("tcp", var node) => Tcp(node, section.Faults),
            ("person", var node) => Values.Text(node, "person", section.Faults) is { } question ? new ReadingSource.Person(question) : null,
            _ => null,
        };

    private static ReadingSource.Http? Http(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "http", "write `http: { url: ... }`", faults) is not { } section)
        {
            return null;
        }

        var url = section.Need("url", "http://...") is { } urlNode ? Urls.Absolute(urlNode, "url", placeholders: false, faults) : null;
        var value = Pointer(section, "value", "/value");
        var sampledAt = Pointer(section, "sampledAt", "/sampledAt");
        var buckets = section.Has("buckets") ? Pointer(section, "buckets", "/buckets") : null;
        _ = section.Find("buckets");
        var timeout = Timeout(section);
        section.Close();
        return url is null || value is null || sampledAt is null || timeout is null ? null
            : new ReadingSource.Http(url, value, sampledAt, buckets, timeout.Value);
    }

    private static ReadingSource.Tcp? Tcp(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "tcp", "write `tcp: { host: NAME, port: NUMBER }`", faults) is not { } section)
        {
            return null;
        }

        var host = section.Need("host", "db.example.com") is { } hostNode
            ? Values.Match(hostNode, "host", HostPattern(), "a host name or address", "write a name such as db.example.com, without scheme or port", faults) : null;
        var port = section.Need("port", "5432") is { } portNode ? Values.Whole(portNode, "port", 1, 65_535, faults) : null;
        var timeout = Timeout(section);
        section.Close();
        return host is null || port is null || timeout is null ? null : new ReadingSource.Tcp(host, port.Value, timeout.Value);
    }

    private static TimeSpan? Timeout(PlanSection section) =>
        section.Duration("timeout", DefaultTimeout, LeastTimeout, MostTimeout, "2s");

    private static string? Pointer(PlanSection section, string key, string otherwise) =>
        section.Find(key) is { } node
            ? Values.Match(node, key, PointerPattern(), "a JSON pointer (RFC 6901)", $"write a path such as {otherwise}", section.Faults)
            : otherwise;

    [GeneratedRegex(@"\A(/([^~/\p{C}]|~[01])*){1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PointerPattern();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();
}
