using System.CommandLine;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Cli;

/// <summary><c>plan lint FILE...</c>: prints <c>file:line:column: error|warning|accepted rule: message</c> on stdout.</summary>
/// <remarks>Exit code 0 without a fault (warnings do not count), 1 with one in any file, 2 when a file could not be read.</remarks>
internal static class PlanLintVerb
{
    internal static Command Create(Option<string?> config)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Plans in YAML." };
        var variables = PlanSettings.Variables();
        var verb = new Command("lint", "Lists every fault of the plans, and what to object to in those without.") { files, variables };
        verb.SetAction(parse => Run(
            parse.GetRequiredValue(files), parse.GetValue(variables) ?? [], parse.GetValue(config), Directory.GetCurrentDirectory(),
            parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return verb;
    }

    internal static int Run(
        IReadOnlyList<string> files, IReadOnlyList<string> given, string? config, string folder, TextWriter output, TextWriter error)
    {
        try
        {
            var variables = PlanSettings.Read(config, folder, given);
            return files.Select(f => Lint(f, folder, variables, output, error)).Max();
        }
        catch (ConfigurationException e)
        {
            error.WriteLine(e.Message);
            return 2;
        }
    }

    private static int Lint(string file, string folder, IReadOnlyDictionary<string, string> variables, TextWriter output, TextWriter error)
    {
        PlanOutcome outcome;
        try
        {
            outcome = PlanSettings.Load(file, folder, variables);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            error.WriteLine($"{file} cannot be read: {Unreadable.Why(file, e)}.");
            return 2;
        }

        foreach (var fault in outcome.Faults)
        {
            output.WriteLine($"{file}:{fault.Line}:{fault.Column}: error {fault.Rule}: {fault.Message}");
        }

        foreach (var finding in outcome.Plan is { } plan ? PlanLint.Findings(plan) : [])
        {
            output.WriteLine($"{At(finding)}: {Words.Of(finding.Severity)} {finding.Rule}: {finding.Message}; {finding.Fix}");
        }

        foreach (var (finding, why) in outcome.Plan is { } whole ? PlanLint.Accepted(whole) : [])
        {
            output.WriteLine($"{At(finding)}: accepted {finding.Rule}: {finding.Message}; accepted because: {why}");
        }

        return outcome.Plan is null ? 1 : 0;

        string At(LintFinding finding) => $"{file}:{outcome.Place(finding.Subject).Line}:{outcome.Place(finding.Subject).Column}";
    }
}
