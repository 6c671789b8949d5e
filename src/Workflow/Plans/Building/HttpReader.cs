using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads an <c>http</c> action.</summary>
internal sealed partial class HttpReader(FaultLog faults)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public StepAction.Http? Read(PlanNode node)
    {
        if (PlanSection.Open(node, "http", "write `http: { method: POST, url: ... }`", faults) is not { } section)
        {
            return null;
        }

        var method = Method(section);
        var url = section.Need("url", "https://...") is { } urlNode ? Urls.Absolute(urlNode, "url", placeholders: true, faults) : null;
        var headers = Headers(section);
        var body = Filled(section, "body");
        var status = Statuses(section);
        var expect = Filled(section, "expectBody");
        section.Close();
        if (method is "GET" or "HEAD" && section.Find("body") is { } unsent)
        {
            faults.Add(unsent, "bad-value", $"a {method} sends no body", null, "leave `body` out, or write `method: POST`");
        }

        return method is null || url is null ? null : new StepAction.Http(method, url, headers, body, status, expect);
    }

    private string? Method(PlanSection section)
    {
        if (section.Need("method", "POST") is not { } node || Values.Text(node, "method", faults) is not { } method)
        {
            return null;
        }

        if (Methods.Contains(method))
        {
            return method;
        }

        faults.Add(node, "unknown-word", "there is no such method", PlanFault.Quote(method), $"write one of {string.Join(", ", Methods)}");
        return null;
    }

    private Dictionary<string, string> Headers(PlanSection section)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in section.Section("headers", "headers", "{ Accept: application/json }", required: false)?.Map.Entries ?? [])
        {
            if (!HeaderPattern().IsMatch(entry.Key))
            {
                faults.Add(new PlanPlace(entry.Line, entry.Column), "bad-value", "this is not a header name", PlanFault.Quote(entry.Key), "write letters, digits and hyphens, such as Accept");
            }
            else if (Values.Text(entry.Value, entry.Key, faults) is { } value && Urls.Known(entry.Value, entry.Key, value, placeholders: true, faults)
                && !headers.TryAdd(entry.Key, value))
            {
                faults.Add(new PlanPlace(entry.Line, entry.Column), "duplicate-id", "a header is named twice", PlanFault.Quote(entry.Key), "write each header once; case does not matter");
            }
        }

        return headers;
    }

    private string? Filled(PlanSection section, string key) =>
        section.Find(key) is { } node && Values.Text(node, key, faults, lines: true) is { } text
            && Urls.Known(node, key, text, placeholders: true, faults) ? text : null;

    private int[] Statuses(PlanSection section) =>
        [.. section.Items("expectStatus", "[200, 204]").Select(n => Values.Whole(n, "expectStatus", 100, 599, faults)).OfType<int>()];

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
