using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads the source <c>dns</c>.</summary>
internal static partial class DnsSourceReader
{
    private const int Port = 53;

    public static ReadingSource.Dns? Read(PlanNode node, FaultLog faults)
    {
        if (PlanSection.Open(node, "dns", "write `dns: { name: checkout.example.com, gives: ttl }`", faults) is not { } section)
        {
            return null;
        }

        var name = section.Need("name", "checkout.example.com") is { } nameNode
            ? Values.Match(nameNode, "name", NamePattern(), "a name", "write letters, digits, hyphens, underscores and dots, 253 at most", faults) : null;
        var type = section.Find("type") is not { } typeNode ? DnsRecordType.A
            : Values.Text(typeNode, "type", faults) is { } word ? Values.Word<DnsRecordType>(word, typeNode.Place(), "type of record", faults) : null;
        var gives = AwsSourceReader.Gives<DnsGives>(section, null);
        var server = Server(section, "server", "port", null);
        var authority = Server(section, "authority", "authorityPort", gives == DnsGives.Agrees ? "ns1.example.com" : null);
        var items = section.Items("expect", "[192.0.2.1]", required: gives == DnsGives.Matches);
        var expect = items.Select(i => Expected(i, type, faults)).OfType<string>().ToList();
        var timeout = SourceReader.Timeout(section);
        section.Close();
        Unused(section, "expect", gives is not (null or DnsGives.Matches), "gives: matches");
        Unused(section, "authority", gives is not (null or DnsGives.Agrees), "gives: agrees");
        if (gives == DnsGives.Matches && section.Has("expect") && items.Count == 0)
        {
            faults.Add(section.Find("expect")!, "bad-value", "`expect` is empty", null, "write at least one answer that may be given");
        }

        return name is null || type is null || gives is null || timeout is null || expect.Count != items.Count ? null
            : new ReadingSource.Dns(name, type.Value, server, gives.Value, authority, expect, timeout.Value);
    }

    /// <summary>An answer of the type that is asked for: one of another form could never be given.</summary>
    private static string? Expected(PlanNode node, DnsRecordType? type, FaultLog faults) => type switch
    {
        DnsRecordType.A => Values.Match(node, "expect", V4Pattern(), "an IPv4 address", "write addresses such as 192.0.2.1", faults),
        DnsRecordType.Aaaa => Values.Match(node, "expect", V6Pattern(), "an IPv6 address", "write addresses such as 2001:db8::1", faults),
        DnsRecordType.Cname => Values.Match(node, "expect", NamePattern(), "a name", "write a name such as edge.example.com", faults),
        _ => Values.Text(node, "expect", faults),
    };

    private static NameServer? Server(PlanSection section, string key, string portKey, string? needed)
    {
        var node = needed is null ? section.Find(key) : section.Need(key, needed);
        var host = node is null ? null : SourceReader.Host(node, key, section.Faults);
        var port = section.Find(portKey) is { } portNode ? Values.Whole(portNode, portKey, 1, 65_535, section.Faults) : Port;
        if (node is null && section.Find(portKey) is { } lone)
        {
            section.Faults.Add(lone, "bad-value", $"`{portKey}` stands alone", FaultLog.Show(lone), $"write `{key}` too, or leave it out");
        }

        return host is null || port is null ? null : new NameServer(host, port.Value);
    }

    private static void Unused(PlanSection section, string key, bool unused, string use)
    {
        if (unused && section.Find(key) is { } node)
        {
            section.Faults.Add(node, "bad-value", $"`{key}` is not used here", FaultLog.Show(node), $"leave it out, or write `{use}`");
        }
    }

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\.(?!\z)|\z)){4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex V4Pattern();

    [GeneratedRegex(@"\A(?=.*:.*:)[0-9a-fA-F:]{2,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex V6Pattern();

    [GeneratedRegex(@"\A(?=.{1,253}\z)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
