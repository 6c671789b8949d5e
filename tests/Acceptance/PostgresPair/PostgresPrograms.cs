using System.Diagnostics;
using Xunit;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>PostgreSQL's programs. They refuse root, so root runs them as the user postgres.</summary>
internal static class PostgresPrograms
{
    internal const string Absent = "PostgreSQL's programs or curl are not here: apt-get install -y postgresql-15 curl (PostgreSQL of another version or place: its bin folder in INCIDENTBOT_TESTS_POSTGRES).";

    /// <summary>True where they are, and under CI=true in any case: then their absence is a failure.</summary>
    public static bool AreThere => File.Exists(Path.Combine(Folder, "initdb")) && File.Exists("/usr/bin/curl") || Environment.GetEnvironmentVariable("CI") is "true" or "1";

    internal static string Folder { get; } = Environment.GetEnvironmentVariable("INCIDENTBOT_TESTS_POSTGRES") is { Length: > 0 } named ? named
        : Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb"))) ?? ""
            : "";

    /// <summary>A folder that the user postgres may work in.</summary>
    internal static void Give(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", folder);
        }
    }

    /// <summary>Runs one of the programs, or a script that calls them, to its end; what it printed, or an exception with what it complained of.</summary>
    internal static string Do(string program, params string[] arguments)
    {
        var path = Path.IsPathRooted(program) ? program : Path.Combine(Folder, program);
        return Environment.IsPrivilegedProcess ? Run("runuser", ["-u", "postgres", "--", path, .. arguments]) : Run(path, arguments);
    }

    internal static string Run(string program, params string[] arguments)
    {
        // A server that is started inherits these files, and would hold a pipe open for as long as it lives.
        var complained = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", "exec \"$@\" >\"$0.out\" 2>\"$0\"", complained, program, .. arguments]) { WorkingDirectory = "/" };
            start.Environment["PATH"] = $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}";
            using var process = Process.Start(start)!;
            process.WaitForExit();
            var output = File.ReadAllText($"{complained}.out");
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}. {output} {File.ReadAllText(complained)}");
            return output.TrimEnd('\n');
        }
        finally
        {
            File.Delete(complained);
            File.Delete($"{complained}.out");
        }
    }
}
