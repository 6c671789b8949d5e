using System.Diagnostics;

namespace IncidentBot.Demo;

/// <summary>How this program starts itself: its own host, the one beside its assembly, or dotnet with the assembly.</summary>
internal static class OwnExecutable
{
    private static readonly string Name = typeof(OwnExecutable).Assembly.GetName().Name!;

    public static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var (file, first) = Find(Environment.ProcessPath, AppContext.BaseDirectory, File.Exists);
        return new ProcessStartInfo(file, first is null ? arguments : arguments.Prepend(first));
    }

    internal static (string File, string? FirstArgument) Find(string? running, string folder, Func<string, bool> exists)
    {
        if (Path.GetFileNameWithoutExtension(running) == Name)
        {
            return (running!, null);
        }

        var host = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name);
        var assembly = Path.Combine(folder, $"{Name}.dll");
        var dotnet = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : null;
        return dotnet is null && exists(host) ? (host, null)
            : exists(assembly) ? (dotnet ?? "dotnet", assembly)
            : throw new InvalidOperationException($"neither {host} nor {assembly} exists: the program cannot start itself");
    }
}
