using System.Text.Json;

namespace IncidentBot.Aws;

/// <summary>Reads values out of an answer without trusting any of them; what is absent or of another kind is null.</summary>
internal static class AwsJson
{
    /// <summary>Years 0001 to 9999, as seconds of the Unix time.</summary>
    private static readonly (decimal Least, decimal Most) Times = (DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());

    internal static JsonElement? At(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static string? Text(this JsonElement from, string name) =>
        from.At(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The items of a list; none when it is absent, as the services leave out empty lists.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement from, string name) =>
        from.At(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    /// <summary>A number that a decimal holds. NaN and the infinities come as text, and are none.</summary>
    internal static decimal? Number(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    /// <summary>A time in seconds of the Unix time, with a fraction.</summary>
    internal static DateTimeOffset? Time(this JsonElement value) =>
        value.Number() is { } seconds && seconds >= Times.Least && seconds <= Times.Most
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
}
