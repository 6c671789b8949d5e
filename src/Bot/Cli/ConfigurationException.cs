namespace IncidentBot.Cli;

/// <summary>The settings cannot be used; each fault says why and what to do.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> faults, Exception? inner = null) : Exception(string.Join("\n", faults), inner)
{
    internal ConfigurationException(string fault, Exception? inner = null)
        : this([fault], inner)
    {
    }

    internal IReadOnlyList<string> Faults { get; } = faults;
}
