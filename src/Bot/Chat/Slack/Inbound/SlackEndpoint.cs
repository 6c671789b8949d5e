using System.Buffers;
using System.IO.Pipelines;
using IncidentBot.Store;

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
        if (await Body(http.Request, http.RequestAborted) is not { } body)
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

    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Largest)
        {
            return null;
        }

        while (true)
        {
            ReadResult read;
            try
            {
                read = await request.BodyReader.ReadAsync(cancel);
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return null;
            }

            if (read.Buffer.Length > Largest)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
