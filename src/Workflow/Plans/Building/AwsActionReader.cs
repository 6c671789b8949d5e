using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads an <c>aws</c> action: a call as the service's API model describes it, with nothing guessed.</summary>
internal sealed partial class AwsActionReader(FaultLog faults)
{
    private const string Example = "{ endpoint: https://..., service: rds, region: eu-west-1, operation: ..., protocol: query, ... }";

    /// <summary>What each protocol needs beyond what all need, and what it may have.</summary>
    private static readonly Dictionary<AwsProtocol, (string[] Needs, string[] May)> Keys = new()
    {
        [AwsProtocol.Json] = (["version", "target"], ["body"]),
        [AwsProtocol.Query] = (["version"], ["parameters"]),
        [AwsProtocol.RestJson] = (["request"], ["body"]),
        [AwsProtocol.RestXml] = (["request"], ["body"]),
    };

    public StepAction.Aws? Read(PlanNode node)
    {
        if (PlanSection.Open(node, "aws", $"write `aws: {Example}`", faults) is not { } section)
        {
            return null;
        }

        var endpoint = section.Need("endpoint", "https://rds.eu-west-1.amazonaws.com") is { } at ? Endpoint(at) : null;
        var service = Matched(section, "service", "rds", Word(), "a signing name", "write it as the service's API model names it");
        var region = Matched(section, "region", "eu-west-1", Region(), "a region", "write its code, such as eu-west-1, {primary} or {target}");
        var operation = Matched(section, "operation", "DescribeGlobalClusters", Operation(), "an operation", "write it as the service's API model names it");
        var protocol = section.Need("protocol", "query") is { } spoken && Values.Text(spoken, "protocol", faults) is { } said
            ? Values.Word<AwsProtocol>(said, spoken.Place(), "protocol", faults) : null;
        var version = Filled(section, "version");
        var target = section.Find("target") is { } prefix ? Values.Match(prefix, "target", TargetForm(), "the prefix of X-Amz-Target", "write it as the service's API model names it, without the operation", faults) : null;
        var (method, path) = Request(section);
        var parameters = Parameters(section);
        var body = Filled(section, "body");
        var expect = section.Items("expect", "[\"/Status = available\"]").Select(Expected).ToList();
        section.Close();
        if (protocol is { } known)
        {
            Fits(section, known, version, body);
        }

        return endpoint is null || service is null || region is null || operation is null || protocol is null || expect.Contains(null) ? null
            : new StepAction.Aws(endpoint, service, region, operation, protocol.Value, version, target, method, path, parameters, body, [.. expect.OfType<string>()]);
    }

    private void Fits(PlanSection section, AwsProtocol protocol, string? version, string? body)
    {
        var (needs, may) = Keys[protocol];
        foreach (var missing in needs.Where(k => !section.Has(k)))
        {
            faults.Add(section.Map, "missing-key", $"an `aws` call by {Words.Of(protocol)} has no `{missing}`", null, missing switch
            {
                "target" => "write the prefix of X-Amz-Target, such as DynamoDB_20120810",
                "request" => "write method and path, such as `POST /v1/operations`",
                _ => protocol == AwsProtocol.Json ? "write `version: \"1.0\"` or `version: \"1.1\"`" : "write the date of the API, such as `version: \"2014-10-31\"`",
            });
        }

        foreach (var key in Keys.Values.SelectMany(k => k.Needs.Concat(k.May)).Distinct().Except(needs).Except(may).Where(section.Has))
        {
            faults.Add(section.Find(key)!, "bad-value", $"an `aws` call by {Words.Of(protocol)} has no `{key}`", null, "leave it out, or write another `protocol`");
        }

        if (version is not null && protocol is AwsProtocol.Json or AwsProtocol.Query && !(protocol == AwsProtocol.Json ? JsonVersion() : Date()).IsMatch(version))
        {
            faults.Add(section.Find("version")!, "bad-value", "this is not a version of the protocol", PlanFault.Quote(version), protocol == AwsProtocol.Json ? "write \"1.0\" or \"1.1\"" : "write a date such as \"2014-10-31\"");
        }

        if (body is not null && protocol is AwsProtocol.Json or AwsProtocol.RestJson && !IsObject(StepText.Fill(body, 1, "INC-1", "primary", "target", "token")))
        {
            faults.Add(section.Find("body")!, "bad-value", "`body` is not a JSON object", FaultLog.Show(section.Find("body")!), "write the request's JSON in single quotes; {epoch}, {token} and the like are filled in");
        }
    }

    private string? Endpoint(PlanNode node)
    {
        if (Urls.Absolute(node, "endpoint", placeholders: true, faults) is not { } text)
        {
            return null;
        }

        var uri = new Uri(StepText.Fill(text, 1, "INC-1", "primary", "target"));
        if (uri.PathAndQuery == "/" && uri.Fragment.Length == 0)
        {
            return text;
        }

        faults.Add(node, "bad-value", "`endpoint` holds more than a host", PlanFault.Quote(text), "write the path under `request`");
        return null;
    }

    private (string? Method, string? Path) Request(PlanSection section)
    {
        if (section.Find("request") is not { } node || Values.Match(node, "request", RequestForm(), "a method and a path", "write such as `PUT /routingcontrol?x=y`", faults) is not { } text
            || !Urls.Known(node, "request", text, placeholders: true, faults))
        {
            return default;
        }

        var cut = text.IndexOf(' ', StringComparison.Ordinal);
        return (text[..cut], text[(cut + 1)..]);
    }

    private Dictionary<string, string> Parameters(PlanSection section)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in section.Section("parameters", "parameters", "{ GlobalClusterIdentifier: checkout }", required: false)?.Map.Entries ?? [])
        {
            if (!ParameterName().IsMatch(entry.Key) || entry.Key is "Action" or "Version")
            {
                faults.Add(new PlanPlace(entry.Line, entry.Column), "bad-value", "this is not a parameter's name", PlanFault.Quote(entry.Key), "write it flat, such as Members.member.1.Name; Action and Version are the bot's");
            }
            else if (Values.Text(entry.Value, entry.Key, faults, lines: true) is { } value && Urls.Known(entry.Value, entry.Key, value, placeholders: true, faults))
            {
                parameters.TryAdd(entry.Key, value);
            }
        }

        return parameters;
    }

    private string? Expected(PlanNode node)
    {
        if (Values.Text(node, "expect", faults) is not { } text || !Urls.Known(node, "expect", text, placeholders: true, faults))
        {
            return null;
        }

        if (AnswerCheck.Read(StepText.Fill(text, 1, "INC-1", "primary", "target", "token")) is not null)
        {
            return text;
        }

        faults.Add(node, "bad-value", "this is not what an answer can be held against", PlanFault.Quote(text), "write a path, a comparison and a value, such as `/GlobalClusters/0/Status = available`");
        return null;
    }

    private string? Filled(PlanSection section, string key) =>
        section.Find(key) is { } node && Values.Text(node, key, faults, lines: true) is { } text && Urls.Known(node, key, text, placeholders: true, faults) ? text : null;

    private string? Matched(PlanSection section, string key, string example, Regex form, string what, string instead) =>
        section.Need(key, example) is { } node ? Values.Match(node, key, form, what, instead, faults) : null;

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A([a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]{1,2}|\{(primary|target)\})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Operation();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TargetForm();

    [GeneratedRegex(@"\A(GET|HEAD|POST|PUT|PATCH|DELETE) /[\x21-\x7e]{0,1000}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestForm();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\A1\.[01]\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonVersion();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
