using System.Net.Http.Headers;

namespace IncidentBot.Demo;

/// <summary>An SNS delivery as it is posted: body and headers. The content type is <c>text/plain; charset=UTF-8</c>.</summary>
internal sealed record SnsDelivery(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public const string ContentType = "text/plain; charset=UTF-8";

    public HttpRequestMessage Request(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
