using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Acceptance.Faults;

/// <summary>
/// Where SNS serves its signing certificate: a proxy, as a company has one, behind which an authority of the test's answers for Amazon's host.
/// The nodes' own trust is what decides: their processes have the test's root in SSL_CERT_FILE, and nothing in their settings.
/// </summary>
internal sealed class SnsStandIn : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly X509Certificate2 server;
    private readonly string root;
    private readonly Task running;

    internal SnsStandIn(string folder)
    {
        Authority = new RehearsalAuthority(TimeProvider.System);
        using var key = RSA.Create(2048);
        using var issued = Authority.Issue("sns.us-east-1.amazonaws.com", DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7), key);
        server = issued.CopyWithPrivateKey(key);
        root = Path.Combine(folder, "root.pem");
        File.WriteAllText(root, Authority.Root.ExportCertificatePem());
        listener.Start();
        running = Accept();
    }

    internal RehearsalAuthority Authority { get; }

    /// <summary>What a node's environment needs to reach it.</summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["HTTPS_PROXY"] = $"http://{listener.LocalEndpoint}",
        ["SSL_CERT_FILE"] = root,
    };

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await running;
        server.Dispose();
        Authority.Dispose();
        ended.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            var plain = client.GetStream();
            await Head(plain);
            await plain.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), ended.Token);
            await using var secret = new SslStream(plain);
            await secret.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server }, ended.Token);
            await Head(secret);
            var file = Authority.Leaf.ExportCertificatePem();
            await secret.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: {file.Length}\r\n\r\n{file}"), ended.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Who asked has gone, or was killed.
        }
    }

    private async Task Head(Stream stream)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, ended.Token) == 0) throw new IOException("The head has no end.");
            head.Append((char)one[0]);
        }
    }
}
