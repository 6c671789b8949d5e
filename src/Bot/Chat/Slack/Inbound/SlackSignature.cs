using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Slack's request signature, version 0: HMAC-SHA256 by the signing secret over "v0:timestamp:raw body".</summary>
internal static class SlackSignature
{
    /// <summary>How far the timestamp may be from our clock, either way: an older request may be a replay.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    /// <summary>Whether a request is Slack's. An empty secret vouches for nothing.</summary>
    internal static bool IsGood(string secret, string timestamp, string signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (secret.Length == 0 || timestamp.Length > 12 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || Math.Abs(now.ToUnixTimeSeconds() - at) > (long)Window.TotalSeconds)
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, timestamp, body)), Encoding.UTF8.GetBytes(signature));
    }

    internal static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
