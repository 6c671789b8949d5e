using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Readings.Aws;

/// <summary>A service's own model, as botocore carries it: the truth for the shapes of requests and answers.</summary>
internal sealed class ServiceModel
{
    private static readonly Lazy<string?> Data = new(Folder);

    private readonly JsonElement root;

    private ServiceModel(JsonElement root) => this.root = root;

    /// <summary>The newest model of a service, such as cloudwatch; null where there is no botocore.</summary>
    internal static ServiceModel? Load(string service)
    {
        if (Data.Value is not { } data || Directory.GetDirectories(Path.Combine(data, service)).Order(StringComparer.Ordinal).LastOrDefault() is not { } newest)
        {
            return null;
        }

        using var file = new GZipStream(File.OpenRead(Path.Combine(newest, "service-2.json.gz")), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(file);
        return new ServiceModel(document.RootElement.Clone());
    }

    /// <summary>What of a plan's call the service does not have: its protocol, version, target, signing name, method and path, message, and where in the answer is looked.</summary>
    internal IEnumerable<string> CallFaults(StepAction.Aws call, JsonElement message)
    {
        var metadata = root.GetProperty("metadata");
        string? Said(string name) => metadata.TryGetProperty(name, out var value) ? value.GetString() : null;
        var protocols = metadata.TryGetProperty("protocols", out var all) ? all.EnumerateArray().Select(p => p.GetString()!).ToList() : [Said("protocol")!];
        if (!protocols.Contains(Words.Of(call.Protocol)))
        {
            yield return $"the service speaks {string.Join(", ", protocols)}, and not {call.Protocol}";
        }

        if (call.Version is not null && call.Version != (call.Protocol == AwsProtocol.Json ? Said("jsonVersion") : Said("apiVersion")))
        {
            yield return $"there is no version {call.Version}";
        }

        if (call.Target != (call.Protocol == AwsProtocol.Json ? Said("targetPrefix") : null))
        {
            yield return $"the target is not {call.Target}";
        }

        if (call.Service != (Said("signingName") ?? Said("endpointPrefix")))
        {
            yield return $"{call.Service} is not the signing name";
        }

        if (!root.GetProperty("operations").TryGetProperty(call.Operation, out var operation))
        {
            yield return $"there is no operation {call.Operation}";
            yield break;
        }

        var http = operation.GetProperty("http");
        var wanted = new Regex("^" + Regex.Replace(Regex.Escape(http.GetProperty("requestUri").GetString()!), @"\\\{[^}]*}", "[^/?]+") + @"(\?.*)?$");
        if ((call.Method ?? "POST") != http.GetProperty("method").GetString() || !wanted.IsMatch(call.Path ?? "/"))
        {
            yield return $"the request is {http.GetProperty("method")} {http.GetProperty("requestUri")}";
        }

        // What the path and the query of a REST call hold is not in its body.
        foreach (var fault in Faults(call.Operation, "input", message).Where(f => call.Path is null || !f.Contains(" lacks ", StringComparison.Ordinal)))
        {
            yield return fault;
        }

        foreach (var expected in call.Expect.Select(e => AnswerCheck.Read(e)!).Where(e => !Has(operation, call, e)))
        {
            yield return $"the answer has no {expected}";
        }
    }

    /// <summary>Whether an answer can hold what is looked at.</summary>
    private bool Has(JsonElement operation, StepAction.Aws call, AnswerCheck expected)
    {
        var output = operation.GetProperty("output");
        var path = expected.Path.ToList();
        if (output.TryGetProperty("resultWrapper", out var wrapper))
        {
            if (path[0] != wrapper.GetString())
            {
                return false;
            }

            path.RemoveAt(0);
        }

        var shape = root.GetProperty("shapes").GetProperty(output.GetProperty("shape").GetString()!);
        foreach (var part in path)
        {
            // A list in XML is an element that holds its items by their name; in JSON the items are its own.
            var type = shape.GetProperty("type").GetString();
            if (type == "list")
            {
                var member = shape.GetProperty("member");
                var xml = call.Protocol is AwsProtocol.Query or AwsProtocol.RestXml;
                if (xml && !part.StartsWith('[') && part != (member.TryGetProperty("locationName", out var name) ? name.GetString() : "member"))
                {
                    return false;
                }

                shape = root.GetProperty("shapes").GetProperty(member.GetProperty("shape").GetString()!);
                continue;
            }

            if (type == "map")
            {
                shape = root.GetProperty("shapes").GetProperty(Shape(shape, "value"));
            }
            else if (part.StartsWith('['))
            {
                if (!shape.GetProperty("members").TryGetProperty(part[1..part.IndexOf('=', StringComparison.Ordinal)], out _))
                {
                    return false;
                }
            }
            else if (shape.GetProperty("members").TryGetProperty(part, out var inner))
            {
                shape = root.GetProperty("shapes").GetProperty(inner.GetProperty("shape").GetString()!);
            }
            else
            {
                return false;
            }
        }

        return shape.GetProperty("type").GetString() is not ("structure" or "list" or "map");
    }

    /// <summary>The names of all operations.</summary>
    internal IEnumerable<string> Operations => root.GetProperty("operations").EnumerateObject().Select(o => o.Name);

    internal bool HasError(string name) => root.GetProperty("shapes").TryGetProperty(name, out _);

    /// <summary>Everything in a message that its operation does not have, has otherwise, or lacks; side is input or output.</summary>
    internal IReadOnlyList<string> Faults(string operation, string side, JsonElement message) =>
        [.. Faults(root.GetProperty("operations").GetProperty(operation).GetProperty(side).GetProperty("shape").GetString()!, message, $"{operation} {side}")];

    private IEnumerable<string> Faults(string name, JsonElement value, string at)
    {
        var shape = root.GetProperty("shapes").GetProperty(name);
        var type = shape.GetProperty("type").GetString();
        var kind = value.ValueKind;
        var fits = type switch
        {
            "structure" or "map" => kind == JsonValueKind.Object,
            "list" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "long" => kind == JsonValueKind.Number && value.TryGetInt64(out _),
            "double" or "float" or "timestamp" => kind == JsonValueKind.Number,
            _ => false,
        };
        return !fits ? [$"{at} is no {type}"]
            : type switch
            {
                "structure" => Members(shape, value, at),
                "list" => Bounds(shape, value.GetArrayLength(), at).Concat(value.EnumerateArray().SelectMany((v, i) => Faults(Shape(shape, "member"), v, $"{at}[{i}]"))),
                "map" => value.EnumerateObject().SelectMany(p => Faults(Shape(shape, "value"), p.Value, $"{at}.{p.Name}")),
                "string" => Bounds(shape, value.GetString()!.Length, at).Concat(
                    shape.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetString() == value.GetString()) ? [$"{at} is none of its words"] : []),
                _ => [],
            };
    }

    private IEnumerable<string> Members(JsonElement shape, JsonElement value, string at)
    {
        var members = shape.GetProperty("members");
        var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
        return required.Where(r => !value.TryGetProperty(r, out _)).Select(r => $"{at} lacks {r}")
            .Concat(value.EnumerateObject().SelectMany(p => members.TryGetProperty(p.Name, out var member)
                ? Faults(member.GetProperty("shape").GetString()!, p.Value, $"{at}.{p.Name}") : [$"{at} has no {p.Name}"]));
    }

    private static IEnumerable<string> Bounds(JsonElement shape, int length, string at)
    {
        if ((shape.TryGetProperty("min", out var min) && length < min.GetInt64()) || (shape.TryGetProperty("max", out var max) && length > max.GetInt64()))
        {
            yield return $"{at} has a length of {length}";
        }
    }

    private static string Shape(JsonElement shape, string part) => shape.GetProperty(part).GetProperty("shape").GetString()!;

    private static string? Folder()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var folder = python.StandardOutput.ReadToEnd().Trim();
            return Directory.Exists(folder) ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
