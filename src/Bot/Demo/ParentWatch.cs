using System.Diagnostics;

namespace IncidentBot.Demo;

/// <summary>Stops this process once the one that it serves is gone, so that nothing is left behind by a killed demo.</summary>
internal sealed class ParentWatch(int pid, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var born = Birth(pid);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (born is not null && Birth(pid) == born)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
        }

        lifetime.StopApplication();
    }

    /// <summary>When a living process started, which tells it from a later one of the same number; null when there is none.</summary>
    internal static string? Birth(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // proc(5): after the name in parentheses, state is field 3 and start time field 22. A zombie is dead:
                // nobody may ever collect it, as in a container without an init.
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }
            catch (IOException)
            {
                return null;
            }
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("O");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
