using System.Diagnostics;
using System.Text.Json;
using IncidentBot.Alarms.Sns;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>A second opinion on every signature and forgery: npm's sns-validator, run by node.</summary>
public sealed class SnsValidatorTests
{
    private const string Absent = "needs node and tests/tools/node_modules: run npm ci --ignore-scripts in tests/tools";

    // It takes an UnsubscribeConfirmation for a notification and leaves the Token out of the signed text; the SNS Developer
    // Guide lists it.
    private const string Disputed = "sns-http-unsubscribe-confirmation.json";

    private static readonly string Tools = ToolsFolder();

    public static bool HasValidator =>
        Directory.Exists(Path.Combine(Tools, "node_modules", "sns-validator"))
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    [Fact(SkipUnless = nameof(HasValidator), Skip = Absent)]
    public async Task It_accepts_what_we_sign()
    {
        using var authority = TestKeys.Authority(new FixedClock(Sns.Now));
        var questions = new List<Question>();
        foreach (var file in Samples.SnsFiles())
        {
            foreach (var version in new[] { "1", "2" })
            {
                var envelope = Samples.Json(file);
                var url = RehearsalAuthority.Url((string)envelope["TopicArn"]!).ToString();
                questions.Add(new Question(
                    $"{file} {version}", authority.Sign(envelope, version), new() { [url] = authority.Leaf.ExportCertificatePem() }));
            }
        }

        var answers = await Ask(questions);

        Assert.Equal(
            questions.Select(q => (q.Name, q.Name.StartsWith(Disputed, StringComparison.Ordinal) ? "refused: The message signature is invalid." : "accepted")),
            answers.Select(a => (a.Key, a.Value)));
    }

    [Fact(SkipUnless = nameof(HasValidator), Skip = Absent)]
    public async Task It_refuses_every_forgery_that_is_within_its_rules()
    {
        var questions = new List<Question>();
        foreach (var forgery in SnsForgeries.All)
        {
            using var forger = new Forger();
            var body = forgery.Make(forger);
            questions.Add(new Question(forgery.Name, body, forger.ServedPem));
        }

        var answers = await Ask(questions);

        Assert.Equal(
            string.Join('\n', SnsForgeries.All.Select(f => $"{f.Name}: {(f.ValidatorRefuses ? "refused" : "accepted")}")),
            string.Join('\n', answers.Select(a => $"{a.Key}: {a.Value.Split(':')[0]}")));
        Assert.True(SnsForgeries.All.Count(f => f.ValidatorRefuses) >= 30);
    }

    private static async Task<Dictionary<string, string>> Ask(IReadOnlyList<Question> questions)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", ["sns-check.cjs"])
        {
            WorkingDirectory = Tools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(cancel);
        var error = node.StandardError.ReadToEndAsync(cancel);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(questions, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancel);
        Assert.True(node.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await output)!;
    }

    private static string ToolsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "tests", "tools");
    }

    private sealed record Question(string Name, string Body, Dictionary<string, string> Certificates);
}
