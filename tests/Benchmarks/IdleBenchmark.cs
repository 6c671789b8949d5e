using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace IncidentBot.Benchmarks;

/// <summary>Resident memory of the real process, serving and left alone for ten seconds.</summary>
internal static class IdleBenchmark
{
    private const long Goal = 120L << 20;

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        var port = FreePort();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "incidentbot.dll"), "serve", "--config", Settings(folder.Path, port)])
        {
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        })!;
        var said = new List<string>();
        process.ErrorDataReceived += (_, line) => said.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        try
        {
            await Answers(process, port, said, cancel);
            await Task.Delay(TimeSpan.FromSeconds(options.Pick(1, 10)), cancel);
            process.Refresh();
            var resident = process.WorkingSet64;
            return [new("resident memory of an idle `serve`", "at most 120 MiB", Figure.Bytes(resident), "", null, resident <= Goal)];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The shipped settings with a port, a data folder and the shipped plans.</summary>
    private static string Settings(string folder, int port)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json")))!;
        settings["Web"]!["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        settings["Store"]!["Folder"] = Path.Combine(folder, "data");
        settings["Plans"]!["Folder"] = Path.Combine(AppContext.BaseDirectory, "plans");
        settings["Updates"]!["Templates"] = Path.Combine(AppContext.BaseDirectory, "templates");
        var file = Path.Combine(folder, "appsettings.json");
        File.WriteAllText(file, settings.ToJsonString());
        return file;
    }

    private static async Task Answers(Process process, int port, List<string> said, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(5) };
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/live", UriKind.Relative), cancel);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100, cancel);
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException($"serve did not answer. It said: {string.Join('\n', said)}", e);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
