using System.Globalization;
using System.Text;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Slack.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Benchmarks;

/// <summary>
/// A signed slash command until its 200: verified, durable, and only then acknowledged. Baseline: an endpoint of the same Kestrel that checks the same
/// signature over the same body, and stores nothing. Throughput of a round, and the 99th percentile of single requests.
/// </summary>
internal static class SlackBenchmark
{
    private const string Secret = "a-signing-secret-for-a-benchmark";

    internal static async Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        using var folder = new WorkFolder();
        await using var app = await Start(folder.Path, cancel);
        var commands = new Acknowledgement("Slack command", "signature only", id => Signed("/slack/commands", id), id => Signed("/signature-only", id));
        return [.. await commands.Compare(8, app, options, cancel), .. await commands.Compare(32, app, options, cancel)];
    }

    private static byte[] Signed(string path, string trigger)
    {
        var body = $"token=x&team_id=T01TEST&api_app_id=A01APP&channel_id=C01GEN&user_id=U01ALICE&user_name=alice&command=%2Fincident&text=status&trigger_id={trigger}";
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return RawClient.Request(path, body, "application/x-www-form-urlencoded",
            $"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: {SlackSignature.Of(Secret, now, Encoding.UTF8.GetBytes(body))}\r\n");
    }

    private static async Task<WebApplication> Start(string data, CancellationToken cancel)
    {
        var app = Acknowledgement.Door(data, "Chat:Slack", new Dictionary<string, string?>
        {
            ["BotToken"] = "xoxb-benchmark",
            ["SigningSecret"] = Secret,
            ["TeamId"] = "T01TEST",
            ["AppId"] = "A01APP",
            ["ApiUrl"] = "http://127.0.0.1:9/api/",
        });
        app.MapSlack();
        app.MapPost("/signature-only", async (HttpContext http, TimeProvider clock) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            return SlackSignature.IsGood(Secret, http.Request.Headers["X-Slack-Request-Timestamp"].ToString(), http.Request.Headers["X-Slack-Signature"].ToString(), body.ToArray(), clock.GetUtcNow())
                ? Results.Ok()
                : Results.StatusCode(StatusCodes.Status401Unauthorized);
        });
        await app.StartAsync(cancel);
        return app;
    }
}
