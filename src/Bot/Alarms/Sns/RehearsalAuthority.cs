using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IncidentBot.Alarms.Parsing;

namespace IncidentBot.Alarms.Sns;

/// <summary>A stand-in for SNS's signing side, made anew in code: a root, a leaf, and signatures that only they vouch for.</summary>
/// <remarks>For the demo and tests. Nothing in the configuration can make <c>serve</c> trust it.</remarks>
internal sealed class RehearsalAuthority : IDisposable
{
    private const string FileName = "/SimpleNotificationService-rehearsal.pem";

    private readonly RSA _rootKey;
    private readonly RSA _leafKey;
    private readonly TimeProvider _clock;

    /// <summary>Makes two keys of 2048 bits, which can take a second.</summary>
    internal RehearsalAuthority(TimeProvider clock)
        : this(clock, RSA.Create(2048), RSA.Create(2048))
    {
    }

    /// <summary>Takes over two keys; they are disposed with the authority.</summary>
    internal RehearsalAuthority(TimeProvider clock, RSA rootKey, RSA leafKey)
    {
        (_clock, _rootKey, _leafKey) = (clock, rootKey, leafKey);
        var now = clock.GetUtcNow();
        var root = new CertificateRequest("CN=Rehearsal Root", _rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Root = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        Leaf = Issue("sns.amazonaws.com", now.AddDays(-1), now.AddDays(7), _leafKey);
    }

    internal X509Certificate2 Root { get; }

    internal X509Certificate2 Leaf { get; }

    /// <summary>The port for the host's services: this leaf in every region, under this root only.</summary>
    internal ISigningCertificates Certificates => new GivenSigningCertificates(
        url => url.AbsolutePath == FileName ? Leaf : null, CertificateTrust.Only([Root]), _clock);

    /// <summary>Where the leaf claims to be served for a topic's region; no such file exists there.</summary>
    internal static Uri Url(string topicArn) =>
        new($"https://sns.{Arn.Read(topicArn)?.Region}.amazonaws.com{FileName}");

    /// <summary>A certificate for a DNS name under this root.</summary>
    internal X509Certificate2 Issue(string dnsName, DateTimeOffset from, DateTimeOffset until, RSA key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        var leaf = new CertificateRequest($"CN={dnsName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        leaf.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        leaf.CertificateExtensions.Add(names.Build());
        var first = from < Root.NotBefore ? Root.NotBefore : from;
        return leaf.Create(Root, first, until, RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>The envelope with this authority's SigningCertURL, SignatureVersion and Signature in place of its own.</summary>
    internal string Sign(JsonObject envelope, string version = "2")
    {
        var copy = envelope.DeepClone().AsObject();
        copy["SigningCertURL"] = Url((string)copy["TopicArn"]!).ToString();
        copy["SignatureVersion"] = version;
        copy["Signature"] = "";
        var (opened, missing) = SnsEnvelope.Open(JsonText.Parse(copy.ToJsonString()));
        if (opened is null || SnsSignature.Hash(version) is not { } hash)
        {
            throw new ArgumentException($"No SNS envelope: {string.Join(", ", missing)}; version {version}.", nameof(envelope));
        }

        var signature = _leafKey.SignData(SnsSignature.TextToSign(opened), hash, RSASignaturePadding.Pkcs1);
        copy["Signature"] = Convert.ToBase64String(signature);
        return copy.ToJsonString();
    }

    public void Dispose()
    {
        Root.Dispose();
        Leaf.Dispose();
        _rootKey.Dispose();
        _leafKey.Dispose();
    }
}
