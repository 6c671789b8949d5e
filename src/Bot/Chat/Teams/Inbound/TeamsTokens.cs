using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>Who calls, as a valid token proves it.</summary>
/// <param name="ServiceUrl">The connector that the token speaks for; an activity must name the same.</param>
/// <param name="Endorsements">The channels that the signing key may speak for.</param>
internal sealed record TeamsCaller(string ServiceUrl, FrozenSet<string> Endorsements);

/// <summary>What became of a token: a caller, or the reason why there is none, for the log alone.</summary>
internal readonly record struct TeamsProof(TeamsCaller? Caller, string Reason);

/// <summary>
/// Checks the Bot Framework's tokens: issuer, audience, lifetime with five minutes of skew, RS256, RS384 or RS512 by a key of the published ones.
/// A good token is not checked again for a while; Teams sends the same one many times.
/// </summary>
internal sealed class TeamsTokens(TeamsKeys keys, TeamsOptions options, TimeProvider clock)
{
    internal const string Issuer = "https://api.botframework.com";

    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>A key that was withdrawn counts on for so long at most.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    /// <summary>In characters; those of the Bot Framework have about 1,200.</summary>
    private const int Longest = 16 * 1024;

    private const int Most = 1024;

    private readonly ConcurrentDictionary<Digest, (TeamsCaller Caller, DateTimeOffset Until)> good = [];
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = Longest };

    /// <summary>Checks the token of an Authorization header. Never throws for anything that a stranger can send.</summary>
    internal ValueTask<TeamsProof> Check(string token, CancellationToken cancel)
    {
        if (token.Length > Longest)
        {
            return new(No($"it is longer than {Longest} characters"));
        }

        var digest = Digest.Of(token);
        return good.TryGetValue(digest, out var known) && clock.GetUtcNow() < known.Until
            ? new(new TeamsProof(known.Caller, ""))
            : new(Read(token, digest, cancel));
    }

    private async Task<TeamsProof> Read(string token, Digest digest, CancellationToken cancel)
    {
        JsonWebToken read;
        try
        {
            read = handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return No("it is no JSON Web Token");
        }

        // Before a key is looked for, which may mean a question to the Bot Framework.
        if (read.Issuer != Issuer)
        {
            return No($"its issuer is not {Issuer}");
        }

        if (!Algorithms.Contains(read.Alg) || string.IsNullOrEmpty(read.Kid))
        {
            return No(string.IsNullOrEmpty(read.Kid) ? "it names no key" : "it is signed by another algorithm than RS256, RS384 or RS512");
        }

        JsonWebKey? key;
        try
        {
            key = await keys.Find(read.Kid, cancel);
        }
        catch (TeamsKeysException e)
        {
            return No(e.Message);
        }

        if (key is null)
        {
            return No("its key is none of the Bot Framework's");
        }

        var result = await handler.ValidateTokenAsync(read, Parameters(key));
        if (!result.IsValid)
        {
            return No(Why(result.Exception));
        }

        if (!read.TryGetPayloadValue<string>("serviceurl", out var url) || string.IsNullOrEmpty(url))
        {
            return No("it has no claim serviceurl");
        }

        var caller = new TeamsCaller(url, Endorsements(key));
        Keep(digest, caller, read.ValidTo);
        return new TeamsProof(caller, "");
    }

    private void Keep(Digest digest, TeamsCaller caller, DateTime expires)
    {
        var now = clock.GetUtcNow();
        if (good.Count >= Most)
        {
            foreach (var old in good.Where(g => g.Value.Until <= now).ToList())
            {
                good.TryRemove(old);
            }

            if (good.Count >= Most)
            {
                good.Clear();
            }
        }

        var until = new DateTimeOffset(DateTime.SpecifyKind(expires, DateTimeKind.Utc)) + Skew;
        good[digest] = (caller, until < now + Kept ? until : now + Kept);
    }

    private TokenValidationParameters Parameters(JsonWebKey key) => new()
    {
        ValidIssuer = Issuer,
        ValidAudiences = [options.AppId, options.AppId.ToLowerInvariant()],
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, to, _, _) => IsNow(from, to),
    };

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return to is { } end && now - Skew <= end && (from is not { } begin || begin <= now + Skew);
    }

    private static FrozenSet<string> Endorsements(JsonWebKey key) => (key.AdditionalData.TryGetValue("endorsements", out var listed) ? listed : null) switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToFrozenSet(StringComparer.Ordinal),
        IEnumerable<object> many => many.Select(e => e?.ToString() ?? "").ToFrozenSet(StringComparer.Ordinal),
        _ => FrozenSet<string>.Empty,
    };

    private static string Why(Exception? failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => "it was made for another app than Chat:Teams:AppId",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException =>
            "it has expired or is not valid yet; if this goes on, look at this machine's clock",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidAlgorithmException => "its signature is not good",
        _ => $"it cannot be validated ({failure?.GetType().Name})",
    };

    private static TeamsProof No(string reason) => new(null, reason);

    /// <summary>SHA-256 of a token: what is kept is no token.</summary>
    private readonly record struct Digest(ulong A, ulong B, ulong C, ulong D)
    {
        internal static Digest Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
            var parts = MemoryMarshal.Cast<byte, ulong>(hash);
            return new(parts[0], parts[1], parts[2], parts[3]);
        }
    }
}
