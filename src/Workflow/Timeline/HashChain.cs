using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>The chain that makes a stream tamper-evident: each event's hash covers the event and the hash before it.</summary>
/// <remarks>
/// <c>hash_0 = SHA-256("incidentbot/1" LF stream)</c>;
/// <c>hash_n = SHA-256(hash_(n-1) || UTF-8 of the canonical JSON {"at","data","type","version"})</c>. Hashes are 64
/// lower-case hex digits. An incident's stream has the incident's name.
/// </remarks>
public static class HashChain
{
    /// <summary>The name of this way of hashing; another way gets another name.</summary>
    public const string Format = "incidentbot/1";

    /// <summary>Length of a hash in hex digits.</summary>
    public const int HashLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The hash before a stream's first event.</summary>
    public static string Genesis(string stream) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{stream}")));

    /// <summary>The hash of an event. <paramref name="canonicalData"/> is its data as RFC 8785 text, and is taken on trust.</summary>
    public static string Next(string prevHash, long version, string type, DateTimeOffset at, string canonicalData) =>
        Next(prevHash, version, type, UtcText.Of(at), canonicalData);

    /// <summary>The hash of an event whose time is given as stored text.</summary>
    public static string Next(string prevHash, long version, string type, string at, string canonicalData)
    {
        ArgumentNullException.ThrowIfNull(canonicalData);
        // The four names are in canonical order, so this text is canonical if its parts are.
        var covered = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"at\":{CanonicalJson.Quote(at)},\"data\":{canonicalData},\"type\":{CanonicalJson.Quote(type)},\"version\":{version}}}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(prevHash));
        hash.AppendData(Encoding.UTF8.GetBytes(covered));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a text has the form of a hash: 64 lower-case hex digits.</summary>
    public static bool IsHash(string? text) =>
        text is { Length: HashLength } && !text.AsSpan().ContainsAnyExcept(LowerHex);
}
