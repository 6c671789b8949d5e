using System.Text;
using System.Text.Json;
using System.Xml;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using IncidentBot.Aws;
using IncidentBot.Web;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>One signed call of any AWS service, sent at most once. What the answer says is held against what the plan expects.</summary>
/// <remarks>Nothing is tried again here: whether a call may be repeated is the plan's word (`idempotent`), and the step's attempts are recorded.</remarks>
internal sealed class AwsStep(IAwsIdentity identity) : IDisposable
{
    private const int Most = 1024 * 1024;
    private const int Kept = 4 * 1024;

    // A new connection each: a kept one may be closed just as the request leaves, and nobody could tell whether it arrived.
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero };

    internal async Task<StepResult> Perform(StepAction.Aws call, StepRun run, CancellationToken cancel)
    {
        var what = $"{call.Service} {call.Operation} at {call.Endpoint}";
        AWSCredentials credentials;
        try
        {
            credentials = await identity.Credentials(cancel);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return StepResult.NotSent($"{what}: no AWS credentials can be had; see Aws:Profile.");
        }

        using var request = AwsRequest.Of(call, run);
        using var signed = new HttpMessageInvoker(new SigV4SigningHandler(credentials, RegionEndpoint.GetBySystemName(call.Region), call.Service, handler), disposeHandler: false);
        try
        {
            using var response = await signed.SendAsync(request, cancel);
            return await Judge(call, what, response, cancel);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return StepResult.NotSent($"{what}: no connection ({e.HttpRequestError}).");
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return StepResult.NotSent($"{what}: the AWS credentials cannot be renewed.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return StepResult.Lost($"{what}: the connection broke before an answer came.");
        }
    }

    public void Dispose() => handler.Dispose();

    private static async Task<StepResult> Judge(StepAction.Aws call, string what, HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        ReadOnlyMemory<byte>? bytes;
        try
        {
            bytes = await CappedBody.Read(response.Content, Most, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return StepResult.Lost($"{what}: {status}, and the connection broke before the answer was whole.");
        }

        var text = Encoding.UTF8.GetString((bytes ?? default).Span);
        var kept = (text.Length > Kept ? text[..Kept] + " (cut)" : text).ReplaceLineEndings(" ");
        var tree = Tree(call, text);
        if (!response.IsSuccessStatusCode)
        {
            // An overloaded or broken service has not said no; and no refusal tells what is there.
            var said = $"{what}: {AwsAnswer.Refused(status, Code(response, tree), call.Operation).Problem}. {kept}".TrimEnd();
            return status >= 500 ? StepResult.Lost(said) : new StepResult(Workflow.Failover.StepOutcome.Failed, said);
        }

        if (call.Expect.Count == 0)
        {
            return StepResult.Good($"{what}: {status} {kept}".TrimEnd());
        }

        if (bytes is null || tree is not { } answer)
        {
            return StepResult.Lost($"{what}: {status}, and the answer cannot be read. {kept}".TrimEnd());
        }

        var untrue = call.Expect.Where(e => AnswerCheck.Read(e)?.Holds(answer) == false).ToList();
        var untold = call.Expect.Where(e => AnswerCheck.Read(e)?.Holds(answer) is null).ToList();
        return untrue.Count > 0 ? StepResult.Refused($"{what}: {status}, not {string.Join(", nor ", untrue)}. {kept}")
            : untold.Count > 0 ? StepResult.Lost($"{what}: {status}, and the answer does not tell {string.Join(", nor ", untold)}. {kept}")
            : StepResult.Good($"{what}: {status}, {string.Join(", ", call.Expect)}.");
    }

    /// <summary>The answer as a tree; null if it is none.</summary>
    private static JsonElement? Tree(StepAction.Aws call, string text)
    {
        try
        {
            return call.Protocol is AwsProtocol.Query or AwsProtocol.RestXml
                ? XmlAnswer.Read(text)
                : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            return null;
        }
    }

    /// <summary>The error's code: a header, <c>__type</c> or <c>code</c> in JSON, <c>Error/Code</c> in XML.</summary>
    private static string? Code(HttpResponseMessage response, JsonElement? tree) =>
        response.Headers.TryGetValues("x-amzn-errortype", out var named) ? named.First()
        : tree is not { ValueKind: JsonValueKind.Object } answer ? null
        : answer.Text("__type") ?? answer.Text("code") ?? answer.At("Error")?.Text("Code") ?? answer.Text("Code") ?? answer.At("Errors")?.At("Error")?.Text("Code");
}
