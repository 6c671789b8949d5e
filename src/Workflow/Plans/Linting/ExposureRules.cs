using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Findings about what others could read: secrets in a plan that is shown and stored, and requests in clear text. A found secret is never repeated.</summary>
internal static partial class ExposureRules
{
    internal static readonly IReadOnlyList<LintRule> Rules =
    [
        new("secret-in-plan", "a header, an address or an argument looks like a secret: plans are shown to people, stored with every incident and exported",
            "let a program of the allow-list or a proxy add it, and take it out of use: it has been seen", SecretInPlan),
        new("plain-http", "a request leaves this machine in clear text: whoever is on the way can read it, and answer in its place",
            "write https, or a loopback address of a proxy", PlainHttp),
    ];

    private static IEnumerable<Remark> SecretInPlan(FailoverPlan plan) =>
        Actions(plan).Where(a => Secret(a.Action)).Select(a => new Remark(a.Subject))
            .Concat(plan.Readings.Where(r => r.Source is ReadingSource.Http h ? InAddress().IsMatch(h.Url) : r.Source is ReadingSource.Command c && Any(c.Arguments)).Select(Of));

    private static IEnumerable<Remark> PlainHttp(FailoverPlan plan) =>
        Actions(plan).Where(a => Address(a.Action) is { } url && Plain(StepText.Fill(url, 1, "INC-1", plan.Primary, plan.Target))).Select(a => new Remark(a.Subject))
            .Concat(plan.Readings.Where(r => r.Source is ReadingSource.Http http && Plain(http.Url)).Select(Of));

    private static bool Secret(StepAction action) => action switch
    {
        StepAction.Http http => InAddress().IsMatch(http.Url) || http.Headers.Any(h => Names().IsMatch(h.Key) || Values().IsMatch(h.Value)),
        StepAction.Exec exec => Any(exec.Arguments),
        StepAction.Aws aws => aws.Parameters.Any(p => Values().IsMatch(p.Value)) || (aws.Body is { } body && Values().IsMatch(body)) || (aws.Path is { } path && InAddress().IsMatch(path)),
        _ => false,
    };

    private static string? Address(StepAction action) => action switch
    {
        StepAction.Http http => http.Url,
        StepAction.Aws aws => aws.Endpoint,
        _ => null,
    };

    private static bool Any(IReadOnlyList<string> arguments) => arguments.Any(a => InArgument().IsMatch(a) || Values().IsMatch(a));

    private static bool Plain(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: false };

    private static IEnumerable<(string Subject, StepAction Action)> Actions(FailoverPlan plan) =>
        StepParts.Of(plan).Select(p => ($"step {p.Step.Id} {p.Key}", p.Action));

    private static Remark Of(PlanReading reading) => new($"reading {reading.Id} source");

    /// <summary>Headers that carry nothing but credentials.</summary>
    [GeneratedRegex("^(proxy-)?authorization$|^cookie$|token|secret|passw|api-?key|access-?key|credential|signature", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    /// <summary>The forms of well-known credentials: schemes of RFC 9110, JWT, AWS, GitHub, Slack.</summary>
    [GeneratedRegex(@"^(Bearer|Basic) \S|\beyJ[\w-]{8,}\.|\bA[KS]IA[A-Z0-9]{16}\b|\bgh[a-z]_\w{20,}|\bxox[a-z]-", RegexOptions.CultureInvariant)]
    private static partial Regex Values();

    [GeneratedRegex("[?&][^=&]*(token|secret|passw|api-?_?key|access-?_?key|signature|credential)[^=&]*=[^&{]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InAddress();

    [GeneratedRegex("^-{0,2}[a-z_-]*(token|secret|passw|api-?_?key|access-?_?key|credential)[a-z_-]*[=:].", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InArgument();
}
