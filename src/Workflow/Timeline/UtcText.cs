using System.Globalization;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The one text of an instant in the log: <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c>, UTC, 28 characters, so that text order is time order.</summary>
public static class UtcText
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The text of an instant, whatever its offset; exact to the tick (100 ns).</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads back what <see cref="Of"/> wrote; any other text is a <see cref="FormatException"/>.</summary>
    public static DateTimeOffset Read(string text) =>
        TryRead(text, out var at) ? at : throw new FormatException($"\"{text}\" is not a time of the form {Format}.");

    /// <summary>Reads back what <see cref="Of"/> wrote; false for any other text.</summary>
    public static bool TryRead(string? text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
