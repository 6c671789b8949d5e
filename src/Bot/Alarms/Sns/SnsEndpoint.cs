using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Store;
using IncidentBot.Web;

namespace IncidentBot.Alarms.Sns;

/// <summary><c>POST /alarms/sns</c>. Anyone may call; only what SNS signed for an allowed topic is stored, and stored before 200.</summary>
/// <remarks>
/// 503 is our own trouble (store, certificate fetch, confirmation) and is retried by SNS; any other refusal is final to SNS and
/// goes to the subscription's dead-letter queue, so it is given only for what no retry can mend.
/// </remarks>
internal sealed class SnsEndpoint(
    SnsVerifier verifier, AlarmIntake intake, ISubscriptionConfirmer confirmer, RefusalLog refusals, ILogger<SnsEndpoint> logger)
{
    private const string Path = "/alarms/sns";

    internal async Task<IResult> Handle(HttpRequest request, CancellationToken cancel)
    {
        if (request.Headers["x-amz-sns-rawdelivery"] == "true")
        {
            return Refuse(403, "raw", SnsVerifier.RawDelivery, null);
        }

        // SNS sends text/plain; a delivery policy's headerContentType can make it application/json.
        var contentType = (request.ContentType ?? "").Split(';')[0].Trim();
        if (!contentType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            && !contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(415, "content-type", "Content-Type is neither text/plain nor application/json", contentType);
        }

        if (await RequestBytes.Read(request, AlarmReader.Largest, cancel) is not { } bytes)
        {
            return Refuse(413, "size", $"the body is larger than {AlarmReader.Largest / 1024} KiB", null);
        }

        var body = JsonText.Decode(bytes);
        return await verifier.Verify(body, cancel) switch
        {
            SnsVerdict.Genuine genuine => await Store(genuine, body!, cancel),
            SnsVerdict.Refused refused => Refuse(refused.Status, refused.Code, refused.Reason, JsonText.Parse(body).Text("TopicArn")),
            SnsVerdict.Undecided undecided => Trouble(undecided.Reason, null),
            var other => throw new InvalidOperationException($"A new verdict: {other}."),
        };
    }

    private async Task<IResult> Store(SnsVerdict.Genuine genuine, string body, CancellationToken cancel)
    {
        var envelope = genuine.Envelope;
        InboxReceipt receipt;
        try
        {
            receipt = await intake.Take(AlarmPath.Sns, AlarmReader.Sns, envelope.MessageId, body, envelope.Read(), cancel);
        }
        catch (StoreUnavailableException e)
        {
            return Trouble("the store is unavailable", e);
        }

        if (envelope.Type == SnsEnvelope.UnsubscribeConfirmation)
        {
            logger.LogWarning("SNS ended the subscription to {Topic}: its alarms no longer arrive.", envelope.TopicArn);
        }

        // Asked again on a repeat: the first answer may have been 503 because SNS did not confirm. Confirming twice is harmless.
        if (genuine.Confirm is { } url)
        {
            if (!await confirmer.Confirm(url, cancel))
            {
                return Trouble("the subscription could not be confirmed", null);
            }

            logger.LogInformation("Confirmed the subscription to {Topic}.", envelope.TopicArn);
        }

        return receipt == InboxReceipt.Accepted ? AlarmAnswer.Accepted() : AlarmAnswer.Duplicate();
    }

    private IResult Refuse(int status, string code, string reason, string? topic)
    {
        refusals.Refused(Path, code, reason, topic);
        return AlarmAnswer.Text(status, $"refused ({code}): {reason}");
    }

    private IResult Trouble(string what, Exception? cause)
    {
        refusals.Trouble(Path, what, cause);
        return AlarmAnswer.TryAgain(what);
    }
}
