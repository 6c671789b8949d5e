using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>A call as its protocol wants it on the wire, before it is signed.</summary>
/// <remarks>
/// CloudTrail keeps the user agent of every call: it says for which incident, step and epoch the bot made it. No further header is
/// added, for a service refuses what it signed for and did not get.
/// </remarks>
internal static class AwsRequest
{
    internal static HttpRequestMessage Of(StepAction.Aws call, StepRun run)
    {
        var request = call.Protocol switch
        {
            AwsProtocol.Json => Post(call, call.Body ?? "{}", $"application/x-amz-json-{call.Version}"),
            AwsProtocol.Query => Post(call, Form(call), "application/x-www-form-urlencoded; charset=utf-8"),
            _ => Rest(call),
        };
        if (call.Protocol == AwsProtocol.Json)
        {
            request.Headers.Add("X-Amz-Target", $"{call.Target}.{call.Operation}");
        }

        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("incidentbot", "1"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(string.Create(CultureInfo.InvariantCulture, $"({run.Incident}; {run.Step}; epoch {run.Epoch})")));
        return request;
    }

    private static HttpRequestMessage Post(StepAction.Aws call, string body, string type) =>
        new(HttpMethod.Post, call.Endpoint) { Content = Content(body, type) };

    private static HttpRequestMessage Rest(StepAction.Aws call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method!), new Uri(new Uri(call.Endpoint), call.Path!));
        if (call.Body is { } body)
        {
            request.Content = Content(body, call.Protocol == AwsProtocol.RestJson ? "application/json" : "application/xml");
        }

        return request;
    }

    private static string Form(StepAction.Aws call) => string.Join('&', call.Parameters
        .Prepend(new("Version", call.Version!)).Prepend(new("Action", call.Operation))
        .Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>As bytes, since the signature covers them.</summary>
    private static ByteArrayContent Content(string body, string type) =>
        new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
}
