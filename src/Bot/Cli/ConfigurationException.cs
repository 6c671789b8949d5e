namespace IncidentBot.Cli;

/// <summary>The settings file cannot be used; the message says why and what to do.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
