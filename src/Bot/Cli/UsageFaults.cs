using System.CommandLine;
using System.CommandLine.Parsing;

namespace IncidentBot.Cli;

/// <summary>What is wrong with a command line, each fault with the words that mend it.</summary>
internal static class UsageFaults
{
    internal const string Check = "--check";

    internal const string Config = "--config";

    /// <summary>The parser's faults; where a verb's part is missing, its parts are named.</summary>
    internal static IEnumerable<string> Of(ParseResult parsed) => parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } command
        ? [$"`{Path(parsed)}` wants one of: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.", .. parsed.Errors.Where(OfAWord).Select(e => e.Message)]
        : parsed.Errors.Select(e => e.Message);

    /// <summary>An option that is known, but means nothing to the verb beside it: to ignore it would do something else than was asked for.</summary>
    internal static string? Misplaced(ParseResult parsed)
    {
        var verb = parsed.CommandResult.Command;
        return verb is RootCommand or { Name: "serve" } ? null
            : Given(parsed, Check) ? $"{Check} checks the configuration and starts nothing; leave out `{verb.Name}`."
            : verb.Name == "demo" && Given(parsed, Config) ? $"`demo` plays on settings of its own, so that nothing of yours is touched; leave out {Config}."
            : null;
    }

    /// <summary>The words up to the verb that was asked for.</summary>
    internal static string Path(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (var at = parsed.CommandResult; at?.Parent is CommandResult parent; at = parent)
        {
            words.Push(at.Command.Name);
        }

        return string.Join(' ', words.Prepend("incidentbot"));
    }

    /// <summary>An option that takes one of these words; the refusal names the option, the words and what was found.</summary>
    internal static void OneOf<T>(Option<T> option, params string[] words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !words.Contains(t.Value, StringComparer.Ordinal)))
            {
                result.AddError($"{option.Name} wants {string.Join(" or ", words)}, not '{token.Value}'.");
            }
        });
    }

    private static bool Given(ParseResult parsed, string name) =>
        parsed.RootCommandResult.Command.Options.FirstOrDefault(o => o.Name == name) is { } option && parsed.GetResult(option) is { Implicit: false };

    private static bool OfAWord(ParseError error) => error.Message.Contains('\'', StringComparison.Ordinal);
}
