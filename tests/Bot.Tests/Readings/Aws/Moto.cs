using System.Diagnostics;
using System.Text.Json;
using IncidentBot.Bot.Tests.Failover;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

/// <summary>An emulator of AWS, and AWS's own command line to compare with.</summary>
public sealed class Moto : IAsyncLifetime
{
    internal const string Missing = "No moto_server or aws on the PATH: pip install 'moto[server]' awscli";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private Process? server;

    public static bool Present => Find("moto_server") && Find("aws");

    internal string Address { get; } = $"http://127.0.0.1:{FreePort.Closed()}/";

    public async ValueTask InitializeAsync()
    {
        if (!Present)
        {
            return;
        }

        server = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", new Uri(Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var begun = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address + "moto-api/"));
                return;
            }
            catch (HttpRequestException) when (begun.Elapsed < Patience && !server.HasExited)
            {
                // Not up yet.
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        server?.Kill(entireProcessTree: true);
        server?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the command line answers; null when it prints nothing.</summary>
    internal async Task<JsonElement?> Aws(CancellationToken cancel, params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", ["--endpoint-url", Address, "--region", "eu-west-1", "--output", "json", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["AWS_ACCESS_KEY_ID"], start.Environment["AWS_SECRET_ACCESS_KEY"]) = ("AKIDEXAMPLE", "secret");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, await errors);
        if (string.IsNullOrWhiteSpace(said))
        {
            return null;
        }

        using var document = JsonDocument.Parse(said);
        return document.RootElement.Clone();
    }

    private static bool Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
