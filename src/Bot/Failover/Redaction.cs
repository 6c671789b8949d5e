using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>Takes secrets out of what machinery says, before it becomes evidence: the log is for ever, and is shown and exported.</summary>
/// <remarks>The forms of well-known credentials always; beside them those of the section Redaction. What matches is replaced, and that something was is seen.</remarks>
internal sealed partial class Redaction(IOptions<RedactionOptions> options)
{
    internal const string Mark = "[redacted]";

    private readonly Regex[] own = [.. options.Value.Expressions.Select(Expression)];

    internal StepResult Of(StepResult result) => result with { Evidence = Text(result.Evidence) };

    internal string Text(string said)
    {
        said = Assigned().Replace(Known().Replace(InAddress().Replace(said, $"$1{Mark}@"), Mark), $"$1{Mark}");
        return own.Aggregate(said, (text, expression) => expression.Replace(text, Mark));
    }

    /// <summary>An expression of the settings; without backtracking, so that no answer can hold the bot up.</summary>
    internal static Regex Expression(string text) => new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Schemes of RFC 9110, JWT, AWS, GitHub, Slack, and private keys in PEM.</summary>
    [GeneratedRegex(@"\b(Bearer|Basic) [A-Za-z0-9+/._~=-]{8,}|\beyJ[\w-]{8,}\.[\w.-]*|\bA[KS]IA[A-Z0-9]{16}\b|\bgh[a-z]_\w{20,}|\bxox[a-z]-[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?", RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    /// <summary>A user's password in an address.</summary>
    [GeneratedRegex(@"(://[^/\s:@]*:)[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex InAddress();

    /// <summary>A value after a name that says what it is: password=..., "SecretAccessKey": "...", &lt;SessionToken&gt;...</summary>
    [GeneratedRegex(@"((?:passw(?:or)?d|secret|secret_?access_?key|session_?token|access_?token|auth_?token|api_?key|token)(?:[""']?\s*[:=]\s*[""']?|>))[^\s""',;&}<]{3,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
