using System.Net;
using System.Net.NetworkInformation;
using IncidentBot.Readings.Resolving;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>What a resolver answers, how long it may keep it, and whether the authoritative server says the same.</summary>
internal sealed class DnsReading : IReadingSource
{
    public bool Reads(ReadingSource source) => source is ReadingSource.Dns;

    public async Task<Sample> Take(ReadingSource source, CancellationToken cancel)
    {
        var dns = (ReadingSource.Dns)source;
        if ((dns.Server ?? OfThisHost()) is not { } server)
        {
            return Sample.Unknown("this host is configured with no name server: write `server`");
        }

        var asked = NameServerClient.Ask(server, dns.Name, dns.Type, recurse: true, cancel);
        var truth = dns.Authority is { } authority ? NameServerClient.Ask(authority, dns.Name, dns.Type, recurse: false, cancel) : null;
        var answer = await asked;
        if (answer.Problem is { } problem)
        {
            return Sample.Unknown(problem);
        }

        return dns.Gives switch
        {
            DnsGives.Answers => Sample.Of(answer.Values.Count),
            DnsGives.Ttl => answer.Ttl is { } ttl ? Sample.Of((decimal)ttl.TotalSeconds) : Sample.Unknown("there is no answer that could be cached"),
            DnsGives.Matches => Sample.Of(answer.Values.Count > 0 && answer.Values.All(dns.Expect.Select(e => Written(e, dns.Type)).Contains) ? 1 : 0),
            DnsGives.Agrees => truth is null ? Sample.Unknown("no authoritative server is named") : Compare(answer, await truth),
            _ => throw new InvalidOperationException($"Nothing gives '{dns.Gives}'."),
        };
    }

    private static Sample Compare(DnsAnswer cached, DnsAnswer truth) =>
        truth.Problem is { } problem ? Sample.Unknown($"authority: {problem}")
        : !truth.Authoritative ? Sample.Unknown("the authority says itself that it is not responsible for the name")
        : Sample.Of(cached.Values.SequenceEqual(truth.Values) ? 1 : 0);

    /// <summary>An expected answer in the spelling of answers.</summary>
    private static string Written(string expected, DnsRecordType type) => type switch
    {
        DnsRecordType.A or DnsRecordType.Aaaa => IPAddress.TryParse(expected, out var address) ? address.ToString() : expected,
        DnsRecordType.Cname => expected.TrimEnd('.').ToLowerInvariant(),
        _ => expected,
    };

    private static NameServer? OfThisHost() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().DnsAddresses)
        .Select(a => new NameServer(a.ToString(), 53)).FirstOrDefault();
}
