using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace IncidentBot.Acceptance.Faults;

/// <summary>
/// A network namespace for one node, with a line to the database and another to the outside, each of which can be cut: what is sent then is
/// lost without a word, as by a broken switch. Made by <c>ip</c>, which needs root; taken away afterwards.
/// </summary>
internal sealed class Namespace : IAsyncDisposable
{
    internal const string Absent = "Network namespaces cannot be made here: it takes root, iproute2, and a machine that allows it (a container: --cap-add NET_ADMIN,SYS_ADMIN).";

    private static readonly Lazy<bool> Possible = new(Try);

    private readonly string name = $"ibt{Random.Shared.Next(0x10000):x4}";
    private readonly int subnet = Random.Shared.Next(1, 200);
    private readonly List<Forward> forwards = [];

    private Namespace()
    {
        Ip($"netns add {name}");
        Ip($"-n {name} link set lo up");
        Line("d", 1);
        Line("o", 2);
    }

    /// <summary>True where they can be made, and under CI=true in any case: then a failure is one.</summary>
    public static bool IsThere => Possible.Value || Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>What stands before a command line that is to run inside.</summary>
    internal IReadOnlyList<string> Before => ["ip", "netns", "exec", name];

    internal static Namespace Make() => new();

    /// <summary>An address that leads from inside and from here to a port of this machine's loopback, over the database's line.</summary>
    internal (string Host, int Port) Database(int port) => Open(1, port);

    /// <summary>The same over the line to the outside.</summary>
    internal (string Host, int Port) Outside(int port) => Open(2, port);

    internal void CutDatabase() => Ip($"link set {name}d down");

    internal void MendDatabase() => Up("d", 1);

    internal void CutOutside() => Ip($"link set {name}o down");

    internal void MendOutside() => Up("o", 2);

    public async ValueTask DisposeAsync()
    {
        foreach (var forward in forwards) await forward.DisposeAsync();
        foreach (var line in (int[])[1, 2]) Ip($"addr del {Here(line)}/32 dev lo", mayFail: true);
        Ip($"netns del {name}");
    }

    /// <summary>On the loopback of this machine, not on the line's end: it stays when the line is cut.</summary>
    private string Here(int line) => string.Create(CultureInfo.InvariantCulture, $"10.213.{subnet}.{line}");

    private string End(int line, int side) => string.Create(CultureInfo.InvariantCulture, $"10.214.{subnet}.{(line * 4) + side}");

    private static string Card(int line, int side) => string.Create(CultureInfo.InvariantCulture, $"02:00:00:00:0{line}:0{side}");

    private void Line(string suffix, int line)
    {
        Ip($"addr add {Here(line)}/32 dev lo");
        Ip($"link add {name}{suffix} address {Card(line, 1)} type veth peer name {name}{suffix}i address {Card(line, 2)} netns {name}");
        Ip($"-n {name} addr add {End(line, 2)}/30 dev {name}{suffix}i");
        Ip($"-n {name} link set {name}{suffix}i up");
        Up(suffix, line);

        // Known for good: a neighbour that is asked for and does not answer would be reported, and nobody reports a broken line.
        Ip($"-n {name} neigh replace {End(line, 1)} lladdr {Card(line, 1)} dev {name}{suffix}i nud permanent");
        Ip($"-n {name} route add {Here(line)}/32 via {End(line, 1)} dev {name}{suffix}i");
    }

    private void Up(string suffix, int line)
    {
        Ip($"link set {name}{suffix} up");
        Ip($"addr replace {End(line, 1)}/30 dev {name}{suffix}");
        Ip($"neigh replace {End(line, 2)} lladdr {Card(line, 2)} dev {name}{suffix} nud permanent");
    }

    private (string Host, int Port) Open(int line, int port)
    {
        var forward = new Forward(IPAddress.Parse(Here(line)), port);
        forwards.Add(forward);
        return (Here(line), forward.Port);
    }

    private static bool Try()
    {
        try
        {
            using var probe = new Probe();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void Ip(string arguments, bool mayFail = false)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments.Split(' ')) { RedirectStandardError = true })!;
        var complaint = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"ip {arguments}: {complaint}");
    }

    private sealed class Probe : IDisposable
    {
        private readonly string name = $"ibp{Random.Shared.Next(0x10000):x4}";

        internal Probe()
        {
            Ip($"netns add {name}");
            Ip($"link add {name}d type veth peer name {name}di netns {name}");
        }

        public void Dispose() => Ip($"netns del {name}");
    }
}
