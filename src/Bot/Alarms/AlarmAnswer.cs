using System.Text;

namespace IncidentBot.Alarms;

/// <summary>The short plain-text answers of both endpoints; no outside word is echoed.</summary>
internal static class AlarmAnswer
{
    internal static IResult Text(int status, string words) => Results.Text(words + "\n", "text/plain", Encoding.UTF8, status);

    internal static IResult Accepted() => Text(200, "accepted");

    internal static IResult Duplicate() => Text(200, "had it before");

    /// <summary>Our own trouble: both senders try again later.</summary>
    internal static IResult TryAgain(string words) => Text(503, words);
}
