using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>One way to cheat, the rule that must stop it, and whether npm's sns-validator, which knows fewer rules, stops it too.</summary>
internal sealed record SnsForgery(string Name, string Code, string Reason, bool ValidatorRefuses, Func<Forger, string> Make)
{
    internal AlarmOptions Options { get; init; } = Sns.Options();
}

/// <summary>What a forger has at hand: a genuine signer, a signer of their own, and a server for certificates at any address.</summary>
internal sealed class Forger : IDisposable
{
    private readonly Dictionary<string, X509Certificate2> _served = new(StringComparer.Ordinal);

    internal Forger()
    {
        Clock = new FixedClock(Sns.Now);
        Real = TestKeys.Authority(Clock);
        Own = TestKeys.Stranger(Clock);
        _served[Url] = Real.Leaf;
    }

    internal FixedClock Clock { get; }

    internal RehearsalAuthority Real { get; }

    internal RehearsalAuthority Own { get; }

    internal static string Url => RehearsalAuthority.Url(Sns.Topic).ToString();

    internal ISigningCertificates Certificates => new GivenSigningCertificates(
        url => _served.GetValueOrDefault(url.ToString()), CertificateTrust.Only([Real.Root]), Clock);

    internal Dictionary<string, string> ServedPem => _served.ToDictionary(p => p.Key, p => p.Value.ExportCertificatePem());

    internal string Genuine(Action<JsonObject>? before = null, string version = "2", JsonObject? envelope = null)
    {
        envelope ??= Sns.Notification();
        before?.Invoke(envelope);
        return Real.Sign(envelope, version);
    }

    /// <summary>A genuine message, changed after it was signed.</summary>
    internal string Changed(Action<JsonObject> after, JsonObject? envelope = null, string version = "2")
    {
        var signed = JsonNode.Parse(Genuine(version: version, envelope: envelope))!.AsObject();
        after(signed);
        return signed.ToJsonString();
    }

    /// <summary>A genuine message whose certificate is said to be elsewhere, and is served there.</summary>
    internal string CertificateAt(string url)
    {
        _served[url] = Real.Leaf;
        return Changed(m => m["SigningCertURL"] = url);
    }

    /// <summary>A message signed with the forger's key, under a certificate of the forger's choice at the right address.</summary>
    internal string Under(Func<RSA, X509Certificate2> certificate, bool shortKey = false)
    {
        using var key = shortKey ? TestKeys.Short() : TestKeys.Other();
        _served[Url] = certificate(key);
        var envelope = JsonNode.Parse(Genuine())!.AsObject();
        var opened = IncidentBot.Alarms.Parsing.SnsEnvelope.Open(
            IncidentBot.Alarms.Parsing.JsonText.Parse(envelope.ToJsonString())).Envelope!;
        envelope["Signature"] = Convert.ToBase64String(
            key.SignData(SnsSignature.TextToSign(opened), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return envelope.ToJsonString();
    }

    internal static X509Certificate2 SelfSigned(RSA key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("sns.amazonaws.com");
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(Sns.Now.AddDays(-1), Sns.Now.AddDays(1));
    }

    internal static X509Certificate2 Elliptic(RSA ignored)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(Sns.Now.AddDays(-1), Sns.Now.AddDays(1));
    }

    public void Dispose()
    {
        Real.Dispose();
        Own.Dispose();
    }
}
