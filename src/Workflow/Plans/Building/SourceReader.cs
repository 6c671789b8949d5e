using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads the <c>source</c> of a reading: exactly one kind.</summary>
internal static partial class SourceReader
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    private static readonly string[] All = ["http", "tcp", "person", "metric", "alarm", "quota", "dns", "command", "computed"];

    /// <summary>Reads the one source; <paramref name="computed"/> reads an expression.</summary>
    public static ReadingSource? Read(PlanSection section, ReadingUnit? unit, Func<PlanNode, ReadingSource.Computed?> computed) =>
        Kinds.Only(section, "kind of source", All, "http: { url: ... }") switch
        {
            ("http", var node) => Http(node, section.Faults),
            ("tcp", var node) => Tcp(node, section.Faults),
            ("person", var node) => Values.Text(node, "person", section.Faults) is { } question ? new ReadingSource.Person(question) : null,
            ("metric", var node) => AwsSourceReader.Metric(node, unit, section.Faults),
            ("alarm", var node) => AwsSourceReader.Alarm(node, section.Faults),
            ("quota", var node) => AwsSourceReader.Quota(node, section.Faults),
            ("dns", var node) => DnsSourceReader.Read(node, section.Faults),
            ("command", var node) => Command(node, section.Faults),
            ("computed", var node) => computed(node),
            _ => null,
        };

    private static ReadingSource.Command? Command(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "command", "write `command: { run: [PROGRAM, ARGUMENT, ...] }`", faults) is not { } section)
        {
            return null;
        }

        var program = section.Need("run", "[PROGRAM, ARGUMENT, ...]") is { } run ? ProgramReader.Read(run, "run", placeholders: false, faults) : null;
        var (value, sampledAt, buckets) = (Pointer(section, "value", "/value"), Pointer(section, "sampledAt", "/sampledAt"), Buckets(section));
        var timeout = Timeout(section);
        section.Close();
        return program is not var (name, arguments) || value is null || sampledAt is null || timeout is null ? null
            : new ReadingSource.Command(name, arguments, value, sampledAt, buckets, timeout.Value);
    }

    private static ReadingSource.Http? Http(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "http", "write `http: { url: ... }`", faults) is not { } section)
        {
            return null;
        }

        var url = section.Need("url", "http://...") is { } urlNode ? Urls.Absolute(urlNode, "url", placeholders: false, faults) : null;
        var value = Pointer(section, "value", "/value");
        var sampledAt = Pointer(section, "sampledAt", "/sampledAt");
        var buckets = Buckets(section);
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
            ? Host(hostNode, "host", faults) : null;
        var port = section.Need("port", "5432") is { } portNode ? Values.Whole(portNode, "port", 1, 65_535, faults) : null;
        var timeout = Timeout(section);
        section.Close();
        return host is null || port is null || timeout is null ? null : new ReadingSource.Tcp(host, port.Value, timeout.Value);
    }

    /// <summary>A host name or an address.</summary>
    public static string? Host(PlanNode node, string key, FaultLog faults) =>
        Values.Match(node, key, HostPattern(), "a host name or address", "write a name such as db.example.com, without scheme or port", faults);

    /// <summary>How long one sample may take: 100 ms to 30 s.</summary>
    public static TimeSpan? Timeout(PlanSection section, TimeSpan? otherwise = null) =>
        section.Duration("timeout", otherwise ?? DefaultTimeout, LeastTimeout, MostTimeout, "2s");

    private static string? Buckets(PlanSection section) => section.Find("buckets") is null ? null : Pointer(section, "buckets", "/buckets");

    private static string? Pointer(PlanSection section, string key, string otherwise) =>
        section.Find(key) is { } node
            ? Values.Match(node, key, PointerPattern(), "a JSON pointer (RFC 6901)", $"write a path such as {otherwise}", section.Faults)
            : otherwise;

    [GeneratedRegex(@"\A(/([^~/\p{C}]|~[01])*){1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PointerPattern();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();
}
