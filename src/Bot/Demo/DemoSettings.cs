namespace IncidentBot.Demo;

/// <summary>How a demo was asked for.</summary>
/// <param name="Output">The folder for exports and summary.json, headless only.</param>
/// <param name="Port">The page's port on loopback; 0 takes a free one.</param>
/// <param name="Data">Where data are kept; null means a fresh temporary folder.</param>
/// <param name="BreakTarget">The target region is unhealthy: the failover must end refused.</param>
/// <param name="Failback">After the failover the lost region comes back, and a second incident moves the service home; headless only.</param>
internal sealed record DemoSettings(bool Headless, string Output, int Port, string? Data, int Seed, bool BreakTarget, bool Failback = false);

/// <summary>The demo cannot be played as it was asked for; the message says which option, and why.</summary>
internal sealed class DemoRefusedException(string message, Exception? inner = null) : Exception(message, inner);
