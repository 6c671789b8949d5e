using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Bot.Tests.Conventions;
using Xunit;

namespace IncidentBot.Bot.Tests.Schemas;

/// <summary>npm's validator of JSON Schema, run by node.</summary>
internal static class Ajv
{
    internal const string Absent = "needs node and tests/tools/node_modules: run npm ci --ignore-scripts in tests/tools";

    private static readonly string Tools = Path.Combine(Repository.Root, "tests", "tools");

    internal static bool IsThere =>
        Directory.Exists(Path.Combine(Tools, "node_modules", "ajv"))
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    /// <summary>By name "valid", or everything that the schema has against it.</summary>
    internal static async Task<Dictionary<string, string>> Ask(string schema, IEnumerable<(string Name, JsonNode? Value)> documents, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("node", ["schema-check.cjs"])
        {
            WorkingDirectory = Tools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(cancel);
        var error = node.StandardError.ReadToEndAsync(cancel);
        var question = new JsonObject
        {
            ["schema"] = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "schemas", schema), cancel)),
            ["documents"] = new JsonArray([.. documents.Select(d => new JsonObject { ["name"] = d.Name, ["value"] = d.Value })]),
        };
        await node.StandardInput.WriteAsync(question.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancel);
        Assert.True(node.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await output)!;
    }
}
