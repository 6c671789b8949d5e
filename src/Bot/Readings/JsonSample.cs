using System.Globalization;
using System.Text.Json;
using IncidentBot.Workflow.Decisions;

namespace IncidentBot.Readings;

/// <summary>Finds a reading in a JSON document: JSON pointers (RFC 6901) say where the value, its time and the buckets stand.</summary>
internal static class JsonSample
{
    internal static Sample Read(JsonElement root, string value, string sampledAt, string? buckets)
    {
        if (Pointer(root, value) is not { } found || Number(found) is not { } number)
        {
            return Sample.Unknown($"the source gives no number at {value}");
        }

        if (Pointer(root, sampledAt) is not { } time || Time(time) is not { } at)
        {
            return Sample.Unknown($"the source gives no time at {sampledAt}");
        }

        if (buckets is null)
        {
            return new Sample(number, at, null);
        }

        return Pointer(root, buckets) is { ValueKind: JsonValueKind.Array } array && Buckets(array) is { } read
            ? new Sample(number, at, null, read)
            : Sample.Unknown($"the source gives no buckets of at and count at {buckets}");
    }

    private static List<WriteBucket>? Buckets(JsonElement array)
    {
        var buckets = new List<WriteBucket>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("at", out var at) || Time(at) is not { } time
                || !item.TryGetProperty("count", out var count) || Number(count) is not { } perSecond)
            {
                return null;
            }

            buckets.Add(new WriteBucket(time, perSecond));
        }

        return buckets;
    }

    private static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    /// <summary>ISO 8601 only, for other notations are read differently in different countries; without an offset it is UTC.</summary>
    private static DateTimeOffset? Time(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !value.TryGetDateTime(out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, TimeSpan.Zero)
            : value.TryGetDateTimeOffset(out var at) ? at.ToUniversalTime() : null;
    }

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
