using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web.Access;

/// <summary>The key of the web and the API, and the sessions of browsers that showed it. Neither the key nor a hash of it leaves this class.</summary>
internal sealed class WebKey
{
    internal const int Shortest = 32;
    internal const int Longest = 512;

    /// <summary>How long a browser need not show the key again.</summary>
    internal static readonly TimeSpan SessionFor = TimeSpan.FromHours(12);

    private readonly byte[]? key;
    private readonly byte[]? sessions;

    public WebKey(IOptions<WebOptions> options)
    {
        if (SecretFile.Read(options.Value.Key, options.Value.KeyFile).Secret is { Length: > 0 } text)
        {
            // Hashes have one length, so that a comparison tells nothing about the key's.
            key = SHA256.HashData(Encoding.UTF8.GetBytes(text));

            // Every node that has the same key knows the sessions of the others; with another key all of them end.
            sessions = HMACSHA256.HashData(Encoding.UTF8.GetBytes(text), "IncidentBot.Web.Sessions.v1"u8);
        }
    }

    internal bool IsSet => key is not null;

    /// <summary>What is wrong with the setting, without the key itself; null if nothing is, also where no key is set.</summary>
    internal static string? Fault(WebOptions options)
    {
        if (options.Key.Length > 0 && options.KeyFile.Length > 0)
        {
            return "Web:Key and Web:KeyFile are both set; set one of them.";
        }

        if (options.Key.Length == 0 && options.KeyFile.Length == 0)
        {
            return null;
        }

        var at = options.KeyFile.Length > 0 ? $"The file of Web:KeyFile, \"{options.KeyFile}\"," : "Web:Key";
        return SecretFile.Read(options.Key, options.KeyFile) switch
        {
            (_, { } trouble) => $"Web:KeyFile must name a file that can be read; \"{options.KeyFile}\" cannot: {trouble}",
            ({ } text, null) when text.Length is < Shortest or > Longest || text.Any(c => c is <= ' ' or > '~') =>
                string.Create(CultureInfo.InvariantCulture, $"{at} must hold {Shortest} to {Longest} visible ASCII characters and nothing else; found {text.Length} characters. `openssl rand -hex 32` prints a key."),
            _ => null,
        };
    }

    internal bool Is(string given) =>
        key is not null && given.Length <= Longest && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), key);

    /// <summary>What a browser is given for the key: until when it counts, and a proof that only the holder of the key can make.</summary>
    internal string Session(DateTimeOffset now)
    {
        var until = (now + SessionFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{until}.{Proof(until)}";
    }

    internal bool IsSession(string? given, DateTimeOffset now) =>
        sessions is not null && given?.Split('.') is [var until, var proof]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Proof(until)), Encoding.UTF8.GetBytes(proof))
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && now.ToUnixTimeSeconds() < end;

    private string Proof(string until) => Convert.ToHexStringLower(HMACSHA256.HashData(sessions!, Encoding.UTF8.GetBytes(until)));
}
