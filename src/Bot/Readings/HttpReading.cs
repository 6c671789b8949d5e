using System.Text.Json;
using IncidentBot.Web;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>A JSON document fetched by GET, at most 1 MiB, no redirect.</summary>
internal sealed class HttpReading(HttpClient http) : IReadingSource
{
    private const int Most = 1024 * 1024;

    internal static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public bool Reads(ReadingSource source) => source is ReadingSource.Http;

    public async Task<Sample> Take(ReadingSource source, CancellationToken cancel)
    {
        var from = (ReadingSource.Http)source;
        try
        {
            using var response = await http.GetAsync(from.Url, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode)
            {
                return Sample.Unknown($"the source answered {(int)response.StatusCode}");
            }

            if (await CappedBody.Read(response.Content, Most, cancel) is not { } body)
            {
                return Sample.Unknown("the source's answer is larger than 1 MiB");
            }

            using var document = JsonDocument.Parse(body);
            return JsonSample.Read(document.RootElement, from.Value, from.SampledAt, from.Buckets);
        }
        catch (JsonException)
        {
            return Sample.Unknown("the source's answer is not JSON");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Sample.Unknown("the source cannot be reached");
        }
    }
}
