using System.CommandLine;

namespace IncidentBot.Cli;

/// <summary>The verb <c>plan</c>: its parts are <c>lint</c>, <c>show</c> and <c>premortem</c>.</summary>
internal static class PlanVerb
{
    internal static Command Create(Option<string?> config) => new("plan", "Checks and prints failover plans.")
    {
        PlanLintVerb.Create(config),
        PlanShowVerb.Create(config),
        PlanPremortemVerb.Create(config),
    };
}
