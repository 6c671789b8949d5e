using System.CommandLine;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Cli;

/// <summary><c>plan show FILE</c>: prints a plan as a checklist for paper on stdout; faults go to stderr.</summary>
/// <remarks>Exit code 0, 1 for a plan with a fault, 2 when the file could not be read.</remarks>
internal static class PlanShowVerb
{
    internal static Command Create(Option<string?> config)
    {
        var file = new Argument<string>("FILE") { Description = "A plan in YAML." };
        var variables = PlanSettings.Variables();
        var verb = new Command("show", "Prints a plan as a checklist for paper.") { file, variables };
        verb.Aliases.Add("print");
        verb.SetAction(parse => Run(
            parse.GetRequiredValue(file), parse.GetValue(variables) ?? [], parse.GetValue(config), Directory.GetCurrentDirectory(),
            parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return verb;
    }

    internal static int Run(string file, IReadOnlyList<string> given, string? config, string folder, TextWriter output, TextWriter error)
    {
        try
        {
            var (plan, faults) = PlanSettings.Load(file, folder, PlanSettings.Read(config, folder, given));
            foreach (var fault in faults)
            {
                error.WriteLine(fault);
            }

            output.Write(plan is null ? "" : PlanSheet.Text(plan) + (plan.Failback is { } back ? "\n" + PlanSheet.Text(back) : "") + "\n" + StandingSheet.Text(plan));
            return plan is null ? 1 : 0;
        }
        catch (ConfigurationException e)
        {
            error.WriteLine(e.Message);
            return 2;
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            error.WriteLine($"{file} cannot be read: {Unreadable.Why(file, e)}.");
            return 2;
        }
    }
}
