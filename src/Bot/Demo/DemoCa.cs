using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IncidentBot.Demo;

/// <summary>
/// A certificate authority that lives in memory only, with one signing certificate as Amazon SNS would present it. Trust in
/// it can be given in code alone.
/// </summary>
internal sealed class DemoCa : IDisposable
{
    private readonly RSA _rootKey = RSA.Create(2048);
    private readonly RSA _leafKey = RSA.Create(2048);

    /// <summary>Both certificates are valid from one day before to 30 days after <paramref name="now"/> (UTC).</summary>
    public DemoCa(DateTimeOffset now)
    {
        var (from, to) = (now.AddDays(-1), now.AddDays(30));
        var root = Request("CN=IncidentBot demo root, O=IncidentBot demo", _rootKey);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var signer = root.CreateSelfSigned(from, to);
        Root = X509CertificateLoader.LoadCertificate(signer.RawData);

        var leaf = Request("CN=sns.amazonaws.com, O=IncidentBot demo", _leafKey);
        leaf.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        leaf.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(signer, true, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("sns.amazonaws.com");
        names.AddDnsName(CertificateUrl.Host);
        leaf.CertificateExtensions.Add(names.Build());
        using var issued = leaf.Create(signer, from, to, RandomNumberGenerator.GetBytes(16));
        Leaf = X509CertificateLoader.LoadCertificate(issued.RawData);
    }

    public static Uri CertificateUrl { get; } = new("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-demo.pem");

    /// <summary>The trust root, without its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The signing certificate, without its key; what <see cref="CertificateUrl"/> stands for.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>Signs as SNS SignatureVersion 2 does: RSA PKCS#1 v1.5 with SHA-256 over the UTF-8 text, in base64.</summary>
    public string Sign(string stringToSign) => Convert.ToBase64String(
        _leafKey.SignData(Encoding.UTF8.GetBytes(stringToSign), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public void Dispose()
    {
        Root.Dispose();
        Leaf.Dispose();
        _rootKey.Dispose();
        _leafKey.Dispose();
    }

    private static CertificateRequest Request(string subject, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
