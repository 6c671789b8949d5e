using System.Security.Cryptography.X509Certificates;

namespace IncidentBot.Alarms.Sns;

/// <summary>Decides whether a certificate is one that SNS signs with: chain, dates, names and key.</summary>
internal sealed class CertificateTrust
{
    private readonly X509Certificate2Collection? _roots;

    private CertificateTrust(X509Certificate2Collection? roots) => _roots = roots;

    /// <summary>Trusts what the operating system trusts. Intermediates that the file lacks are fetched from their issuers' addresses.</summary>
    internal static CertificateTrust System() => new(null);

    /// <summary>Trusts these roots and no others, without any network. Called from code only: no setting leads here.</summary>
    internal static CertificateTrust Only(X509Certificate2Collection roots) => new(roots);

    /// <summary>Null if the certificate may vouch for the URL's host at <paramref name="now"/>; otherwise why not.</summary>
    internal string? Fault(X509Certificate2 certificate, X509Certificate2Collection intermediates, Uri url, DateTimeOffset now)
    {
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            return "the signing certificate is not valid at this time";
        }

        if (!Names(url.Host).Any(name => certificate.MatchesHostname(name)))
        {
            return "the signing certificate was not issued to SNS in the topic's region";
        }

        using var key = certificate.GetRSAPublicKey();
        if (key is null || key.KeySize < 2048)
        {
            return "the signing certificate has no RSA key of at least 2048 bits";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy = Policy(intermediates, now);
        return chain.Build(certificate) ? null : $"the signing certificate is not trusted ({Status(chain)})";
    }

    // The names on SNS's certificates, from the AWS SDK for Java's message verifier: the service, the region, the signing name
    // of the younger regions, and the dashed names of China and GovCloud (whose two regions share the western one's).
    private static IEnumerable<string> Names(string host)
    {
        var region = host.Split('.')[1];
        var suffix = host.EndsWith(".cn", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return region.StartsWith("us-gov-", StringComparison.Ordinal)
            ? [host, "sns-us-gov-west-1.amazonaws.com"]
            : [host, $"sns.{suffix}", $"sns-signing.{region}.{suffix}", $"sns-{region}.{suffix}"];
    }

    private X509ChainPolicy Policy(X509Certificate2Collection intermediates, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            // The certificate comes over TLS from SNS itself; a revocation list that cannot be reached must not cost an alarm.
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = now.UtcDateTime,
            VerificationTimeIgnored = false,
            UrlRetrievalTimeout = TimeSpan.FromSeconds(5),
        };
        policy.ExtraStore.AddRange(intermediates);
        if (_roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_roots);
            policy.DisableCertificateDownloads = true;
        }

        return policy;
    }

    private static string Status(X509Chain chain) =>
        string.Join(", ", chain.ChainStatus.Select(s => s.Status.ToString()).Distinct(StringComparer.Ordinal));
}
