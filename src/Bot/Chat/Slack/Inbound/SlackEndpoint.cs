using IncidentBot.Store;
using IncidentBot.Web;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>The signed HTTP door: /slack/events, /slack/commands and /slack/interactions, each of which takes all three kinds of body.</summary>
internal sealed class SlackEndpoint(SlackIntake intake, SlackAfter after, SlackOptions options, SlackSecrets secrets, TimeProvider clock, ILogger<SlackEndpoint> log)
{
    /// <summary>The largest body, in bytes: an interaction carries its whole message.</summary>
    internal const int Largest = 512 * 1024;

    /// <summary>Slack waits 3 s; what is not durable by then it sends again.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2.5);

    internal static readonly string[] Paths = ["/slack/events", "/slack/commands", "/slack/interactions"];

    internal async Task<IResult> Receive(HttpContext http)
    {
        if (await RequestBytes.Read(http.Request, Largest, http.RequestAborted) is not { } body)
        {
            return Plain(StatusCodes.Status413PayloadTooLarge);
        }

        var headers = http.Request.Headers;
        if (!SlackSignature.IsGood(secrets.SigningSecret.Now, headers["X-Slack-Request-Timestamp"].ToString(), headers["X-Slack-Signature"].ToString(), body, clock.GetUtcNow()))
        {
            return Plain(StatusCodes.Status401Unauthorized);
        }

        if (SlackPayload.Read(http.Request.ContentType, body) is not { } payload)
        {
            return Plain(StatusCodes.Status400BadRequest);
        }

        if (payload.Type == "url_verification")
        {
            return Results.Text(payload.Text("challenge") ?? "");
        }

        if (SlackOrigin.Fault(payload, options) is { } fault)
        {
            log.LogWarning("A signed delivery of another {What} than the configured one was refused", fault);
            return Plain(StatusCodes.Status403Forbidden);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Deadline);
        try
        {
            var taken = await intake.Take(payload, null, patience.Token);
            if (taken.After is { } work)
            {
                http.Response.OnCompleted(() =>
                {
                    after.Run(work);
                    return Task.CompletedTask;
                });
            }

            return taken.Body is { } answer ? Results.Text(answer.ToJsonString(), "application/json") : Results.Ok();
        }
        catch (Exception e) when (e is StoreUnavailableException or ChatUnavailableException || (e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            // Not durable: Slack sends events again; for a command it tells the person that it failed.
            log.LogError(e, "A delivery of Slack could not be stored");
            return Plain(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Plain(int status) => Results.StatusCode(status);
}
