using System.Diagnostics;
using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

public sealed class ServeTests : IDisposable
{
    private readonly TestFolder folder = new();

    public ServeTests() => Directory.CreateDirectory(Path.Combine(folder.Path, "plans"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("data")]
    [InlineData("data/incidentbot.db")]
    public async Task Told_to_end_in_the_middle_of_its_start_it_ends_without_a_stack_trace(string whenThereIs)
    {
        await Write($$"""{ "Web": { "Urls": "http://127.0.0.1:{{FreePort.Pick(1)[0]}}" }, "Store": { "Folder": "data" } }""");
        using var server = Process.Start(Incidentbot.Dll(folder.Path))!;
        var (output, error) = (server.StandardOutput.ReadToEndAsync(Cancel), server.StandardError.ReadToEndAsync(Cancel));
        await Edge.Until($"there is {whenThereIs}", () => Task.FromResult(Path.Exists(Path.Combine(folder.Path, whenThereIs)) ? "yes" : null), Cancel);

        using var term = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await server.WaitForExitAsync(Cancel);

        Assert.Equal((0, ""), (server.ExitCode, await output));
        Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_keeps_its_data_in_the_callers_folder_logs_to_stderr_and_ends_with_0_when_told_to()
    {
        var port = FreePort.Pick(1)[0];
        await Write($$"""{ "Web": { "Urls": "http://127.0.0.1:{{port}}" }, "Store": { "Folder": "kept/here" } }""");
        using var server = Process.Start(Incidentbot.Dll(folder.Path))!;
        try
        {
            var (output, error) = (server.StandardOutput.ReadToEndAsync(Cancel), server.StandardError.ReadToEndAsync(Cancel));
            await Live(port, server);

            var second = await Incidentbot.Run(folder.Path, "serve");
            Assert.Equal((69, ""), (second.Code, second.Output));
            Assert.DoesNotContain("   at ", second.Error, StringComparison.Ordinal);

            using var term = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            await server.WaitForExitAsync(Cancel);
            Assert.Equal((0, ""), (server.ExitCode, await output));
            Assert.Contains("incidentbot.db", await error, StringComparison.Ordinal);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill(entireProcessTree: true);
            }
        }

        foreach (var file in new[] { "incidentbot.db", "signing-key.pem", "signing-key.pub.pem" })
        {
            Assert.True(File.Exists(Path.Combine(folder.Path, "kept", "here", file)), file);
        }
    }

    [Fact]
    public async Task Told_to_log_as_json_it_writes_an_object_a_line_with_the_values_by_name()
    {
        var port = FreePort.Pick(1)[0];
        await Write($$"""{ "Web": { "Urls": "http://127.0.0.1:{{port}}" }, "Telemetry": { "Logs": "json" } }""");
        using var server = Process.Start(Incidentbot.Dll(folder.Path))!;
        var error = server.StandardError.ReadToEndAsync(Cancel);
        await Live(port, server);
        using var term = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await server.WaitForExitAsync(Cancel);

        var lines = (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var store = Assert.Single(lines, l => l.GetProperty("Category").GetString() == "IncidentBot.Store.StoreAtStart");
        Assert.EndsWith("incidentbot.db", store.GetProperty("State").GetProperty("Database").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("Z", store.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_69_and_is_named()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await Write($$"""{ "Web": { "Urls": "http://127.0.0.1:{{port}}" } }""");
        var answer = await Incidentbot.Run(folder.Path);
        Assert.Equal((69, ""), (answer.Code, answer.Output));
        Assert.Equal(
            $"http://127.0.0.1:{port} is in use by another program, perhaps another incidentbot, so that incidentbot cannot listen there. "
            + "End that program, or set Web:Urls to another port.",
            answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Error, StringComparison.Ordinal);

        var demo = await Incidentbot.Run(folder.Path, "demo", "--port", $"{port}");
        Assert.Equal((69, ""), (demo.Code, demo.Output));
        Assert.Contains("give another with --port N; --port 0 takes a free one", demo.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_ends_with_69_and_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "", Cancel);
        await Write("""{ "Store": { "Folder": "file/data" }, "Chat": { "Local": { "Enabled": true, "Personas": [ { "Id": "a", "Name": "A" } ] } } }""");
        var answer = await Incidentbot.Run(folder.Path);
        Assert.Equal((69, ""), (answer.Code, answer.Output));
        Assert.Contains("set Store:Folder to another folder.", Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task Live(int port, Process server)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Edge.Until("the server lives", async () =>
        {
            Assert.False(server.HasExited);
            try
            {
                return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/health/live"), Cancel);
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }, Cancel);
    }

    private Task Write(string settings) => File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), settings, Cancel);
}
