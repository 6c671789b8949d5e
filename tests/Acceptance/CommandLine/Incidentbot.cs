using System.Diagnostics;
using Xunit;

namespace IncidentBot.Acceptance.CommandLine;

/// <summary>What a process answered.</summary>
internal sealed record Answer(int Code, string Output, string Error);

/// <summary>The real program, started as a person or a script would.</summary>
internal static class Incidentbot
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly DirectoryInfo Binaries = new(AppContext.BaseDirectory);

    /// <summary>The folder of IncidentBot.sln.</summary>
    internal static string Repository { get; } = Root(Binaries).FullName;

    internal static ProcessStartInfo Dll(string folder, params string[] arguments) =>
        Start(folder, [Path.Combine(AppContext.BaseDirectory, "incidentbot.dll"), .. arguments]);

    /// <summary>Runs <c>dotnet incidentbot.dll ...</c> in a folder, to its end.</summary>
    internal static Task<Answer> Run(string folder, params string[] arguments) => Finish(Dll(folder, arguments));

    /// <summary>Runs <c>dotnet run --project src/Bot -- ...</c> in a folder, on the binaries that were built for these tests.</summary>
    internal static Task<Answer> RunProject(string folder, params string[] arguments) => Finish(Start(
        folder,
        ["run", "--project", Path.Combine(Repository, "src", "Bot"), "-c", Binaries.Parent!.Name, "--no-build", "--", .. arguments]));

    internal static async Task<Answer> Finish(ProcessStartInfo start)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Deadline);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Answer(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // A developer's own settings are not what is tested.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("INCIDENTBOT_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static DirectoryInfo Root(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("The tests do not run inside the repository.")
        : File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")) ? folder
        : Root(folder.Parent);
}
