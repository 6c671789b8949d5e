using System.Globalization;
using System.Text.Json;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings;

/// <summary>A JSON document fetched by GET, at most 1 MiB, no redirect; JSON pointers (RFC 6901) say where the value, its time and the buckets stand.</summary>
internal sealed class HttpReading(HttpClient http) : IReadingSource
{
    private const int Most = 1024 * 1024;

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

            if (response.Content.Headers.ContentLength > Most)
            {
                return Sample.Unknown("the source's answer is larger than 1 MiB");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            using var document = await JsonDocument.ParseAsync(stream, default, cancel);
            return Read(document.RootElement, from);
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

    private static Sample Read(JsonElement root, ReadingSource.Http from)
    {
        if (Pointer(root, from.Value) is not { } value || ValueOf(value) is not { } number)
        {
            return Sample.Unknown($"the source gives no number at {from.Value}");
        }

        if (Pointer(root, from.SampledAt) is not { ValueKind: JsonValueKind.String } time
            || !DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return Sample.Unknown($"the source gives no time at {from.SampledAt}");
        }

        if (from.Buckets is null)
        {
            return new Sample(number, at, null);
        }

        return Pointer(root, from.Buckets) is { ValueKind: JsonValueKind.Array } array && Buckets(array) is { } buckets
            ? new Sample(number, at, null, buckets)
            : Sample.Unknown($"the source gives no buckets of at and count at {from.Buckets}");
    }

    private static List<WriteBucket>? Buckets(JsonElement array)
    {
        var buckets = new List<WriteBucket>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("at", out var at) || !at.TryGetDateTimeOffset(out var time)
                || !item.TryGetProperty("count", out var count) || ValueOf(count) is not { } perSecond)
            {
                return null;
            }

            buckets.Add(new WriteBucket(time.ToUniversalTime(), perSecond));
        }

        return buckets;
    }

    private static decimal? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    private static JsonElement? Pointer(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var part in pointer.Split('/').Skip(1).Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out var child))
            {
                at = child;
            }
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }
}
