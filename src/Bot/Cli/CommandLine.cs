using System.CommandLine;
using IncidentBot.Demo;
using IncidentBot.Store;
using IncidentBot.Web;
using Microsoft.Extensions.Options;

namespace IncidentBot.Cli;

/// <summary>The command line: a file per verb, one place for usage errors and failures. An exception never reaches a person raw.</summary>
internal static class CommandLine
{
    internal static Task<int> Run(string[] args, CancellationToken cancel) => Run(args, new InvocationConfiguration(), cancel);

    /// <param name="console">Where the verbs write to.</param>
    internal static async Task<int> Run(string[] args, InvocationConfiguration console, CancellationToken cancel)
    {
        var root = Root();
        var parsed = root.Parse(args);
        var error = console.Error;
        if (parsed.Errors.Count > 0)
        {
            return await Usage(UsageFaults.Of(parsed), parsed, error, cancel);
        }

        if (UsageFaults.Misplaced(parsed) is { } misplaced)
        {
            return await Usage([misplaced], parsed, error, cancel);
        }

        try
        {
            console.EnableDefaultExceptionHandler = false;
            // Signals come as the token, once and for every verb alike.
            console.ProcessTerminationTimeout = null;
            return await parsed.InvokeAsync(console, cancel);
        }
        catch (Exception e) when (Faults(e) is { } faults)
        {
            foreach (var fault in faults)
            {
                await error.WriteLineAsync(fault.AsMemory(), CancellationToken.None);
            }

            return ExitCodes.Configuration;
        }
        catch (Exception e) when (e is StoreUnavailableException or ListenException)
        {
            await error.WriteLineAsync(e.Message.AsMemory(), CancellationToken.None);
            return ExitCodes.Unavailable;
        }
        catch (DemoRefusedException e)
        {
            await error.WriteLineAsync(e.Message.AsMemory(), CancellationToken.None);
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await error.WriteLineAsync($"Internal error: {e.Message} Set INCIDENTBOT_TRACE=1 for where it happened, and report it.".AsMemory(), CancellationToken.None);
            if (Environment.GetEnvironmentVariable("INCIDENTBOT_TRACE") == "1")
            {
                await error.WriteLineAsync(e.ToString().AsMemory(), CancellationToken.None);
            }

            return ExitCodes.Internal;
        }
    }

    /// <summary>The faults of a configuration that stopped the start; null if it was something else.</summary>
    internal static IReadOnlyList<string>? Faults(Exception e) => e switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException all when all.InnerExceptions.All(i => Faults(i) is not null) => [.. all.InnerExceptions.SelectMany(i => Faults(i)!)],
        ConfigurationException settings => settings.Faults,
        InvalidDataException => [e.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => [e.Message],
        _ => null,
    };

    private static async Task<int> Usage(IEnumerable<string> faults, ParseResult parsed, TextWriter error, CancellationToken cancel)
    {
        foreach (var fault in faults)
        {
            await error.WriteLineAsync(fault.AsMemory(), cancel);
        }

        await error.WriteLineAsync($"`{UsageFaults.Path(parsed)} --help` shows how it is written.".AsMemory(), cancel);
        return ExitCodes.Usage;
    }

    private static RootCommand Root()
    {
        var config = new Option<string?>(UsageFaults.Config)
        {
            Description = "The settings file; appsettings.json of this folder if it is not given.",
            HelpName = "FILE",
            Recursive = true,
        };
        var check = new Option<bool>(UsageFaults.Check) { Description = "Validate all configuration, plans and templates, and print every fault." };
        var root = new RootCommand("An incident-command bot that guards the point of no return. Without a verb it serves.")
        {
            config, check,
            ServeVerb.Create(config, check),
            DemoVerb.Create(),
            ExportVerb.Create(config),
            VerifyVerb.Create(),
            new Command("alarm", "Looks at alarm notifications.") { AlarmInspectVerb.Create(), AlarmParkedVerb.Create(config) },
            PlanVerb.Create(config),
            ReadinessVerb.Create(config),
            PeopleVerb.Create(config),
            StoreVerb.Create(config),
            SimVerb.Create(),
            TeamsVerb.Create(config),
        };
        root.SetAction((parsed, cancel) => parsed.GetValue(check)
            ? CheckVerb.Run(parsed.GetValue(config), parsed.InvocationConfiguration, cancel)
            : ServeVerb.Run(parsed.GetValue(config), cancel));
        return root;
    }
}
