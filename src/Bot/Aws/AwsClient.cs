using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using IncidentBot.Web;
using Microsoft.Extensions.Options;

namespace IncidentBot.Aws;

/// <summary>One of the JSON services of AWS.</summary>
/// <param name="Name">Its signing name, which is also the first label of its host.</param>
/// <param name="Target">The prefix of X-Amz-Target.</param>
/// <param name="Json">The version of the JSON protocol.</param>
internal sealed record AwsApi(string Name, string Target, string Json)
{
    internal static readonly AwsApi Monitoring = new("monitoring", "GraniteServiceVersion20100801", "1.0");

    internal static readonly AwsApi Queues = new("sqs", "AmazonSQS", "1.0");

    internal static readonly AwsApi Quotas = new("servicequotas", "ServiceQuotasV20190624", "1.1");
}

/// <summary>Signed calls of AWS JSON services. Nothing is tried again: the next round asks anew, and until then the reading is unknown.</summary>
internal sealed class AwsClient(IOptions<AwsOptions> options, IAwsIdentity identity) : IDisposable
{
    /// <summary>More than 100,800 data points, the most of one answer, take as text.</summary>
    private const int Most = 16 * 1024 * 1024;

    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };

    /// <summary>Calls one operation. Never throws for what AWS, the network or the credentials do.</summary>
    internal async Task<AwsAnswer> Call(AwsApi api, string region, string operation, JsonObject body, CancellationToken cancel)
    {
        AWSCredentials credentials;
        try
        {
            credentials = await identity.Credentials(cancel);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return AwsAnswer.Trouble("no AWS credentials can be had; see Aws:Profile");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Address(api.Name, region));
        request.Headers.Add("X-Amz-Target", $"{api.Target}.{operation}");

        // As bytes, and without a charset: the signature covers both.
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue($"application/x-amz-json-{api.Json}") } };
        using var invoker = new HttpMessageInvoker(new SigV4SigningHandler(credentials, RegionEndpoint.GetBySystemName(region), api.Name, handler), disposeHandler: false);
        try
        {
            using var response = await invoker.SendAsync(request, cancel);
            return await Read(response, $"{api.Name}:{operation}", cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return AwsAnswer.Trouble($"{request.RequestUri!.Authority} cannot be reached");
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return AwsAnswer.Trouble("the AWS credentials cannot be renewed");
        }
    }

    public void Dispose() => handler.Dispose();

    private static async Task<AwsAnswer> Read(HttpResponseMessage response, string operation, CancellationToken cancel)
    {
        if (await CappedBody.Read(response.Content, Most, cancel) is not { } bytes)
        {
            return AwsAnswer.Trouble($"the answer to {operation} is larger than 16 MiB");
        }

        var status = (int)response.StatusCode;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return AwsAnswer.Trouble($"the answer to {operation} is no JSON object");
            }

            return response.IsSuccessStatusCode ? new AwsAnswer(document.RootElement.Clone(), null)
                : AwsAnswer.Refused(status, Type(response, document.RootElement), operation);
        }
        catch (JsonException) when (response.IsSuccessStatusCode)
        {
            return AwsAnswer.Trouble($"the answer to {operation} is not JSON");
        }
        catch (JsonException)
        {
            return AwsAnswer.Refused(status, null, operation);
        }
    }

    private static string? Type(HttpResponseMessage response, JsonElement body) =>
        body.TryGetProperty("__type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()
        : response.Headers.TryGetValues("x-amzn-errortype", out var named) ? named.First()
        : null;
}
