using System.CommandLine;
using IncidentBot.Incidents;
using IncidentBot.Readiness;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;

namespace IncidentBot.Cli;

/// <summary><c>plan premortem FILE|SERVICE</c>: detection, calls, commands and gaps, from the configuration; drills and runs where there is a log.</summary>
/// <remarks>Exit codes: 0 printed, gaps or not, 1 a plan with a fault or no plan of that service, 2 a file that cannot be read, 69 a log that cannot, 78 configuration.</remarks>
internal static class PlanPremortemVerb
{
    internal static Command Create(Option<string?> config)
    {
        var named = new Argument<string>("PLAN") { HelpName = "FILE|SERVICE", Description = "A plan in YAML, or a service of the plans folder." };
        var variables = PlanSettings.Variables();
        var verb = new Command("premortem", "Prints where detection comes from, who is called, which commands run, and the gaps.") { named, variables };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetRequiredValue(named), parsed.GetValue(variables) ?? [], parsed.GetValue(config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    internal static async Task<int> Run(string named, IReadOnlyList<string> given, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var app = BotHost.Build(config, _ => { });
        var check = app.Services.GetRequiredService<ReadinessCheck>();
        var (plan, code) = check.Meant(named.Trim()) is [var known] && !File.Exists(named) ? (known, ExitCodes.Ok) : FromFile(named, given, config, check, error);
        if (plan is null)
        {
            return code;
        }

        await using var log = await ReadinessVerb.Log(config, error, cancel);
        await output.WriteAsync(Premortem.Text(await check.Premortem(plan, log is null ? null : new Situations(log.Events), cancel)).AsMemory(), cancel);
        return ExitCodes.Ok;
    }

    private static (FailoverPlan? Plan, int Code) FromFile(string named, IReadOnlyList<string> given, string? config, ReadinessCheck check, TextWriter error)
    {
        // What could be no file's name is taken for a service's.
        if (named.Trim().Length > 0 && !File.Exists(named) && !named.Contains('.', StringComparison.Ordinal) && !named.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            error.WriteLine(ReadinessVerb.NoPlan(named, check));
            return (null, ExitCodes.No);
        }

        var folder = Directory.GetCurrentDirectory();
        try
        {
            var (plan, faults) = PlanSettings.Load(named, folder, PlanSettings.Read(config, folder, given));
            foreach (var fault in faults)
            {
                error.WriteLine(fault);
            }

            return (plan, ExitCodes.No);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            error.WriteLine($"{named} cannot be read: {Unreadable.Why(named, e)}.");
            return (null, 2);
        }
    }
}
