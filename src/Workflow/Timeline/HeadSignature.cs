using System.Globalization;
using System.Security.Cryptography;

namespace IncidentBot.Workflow.Timeline;

/// <summary>What is signed about a stream's head, and the check of such a signature.</summary>
/// <remarks>
/// ECDSA on P-256 with SHA-256 over the ASCII text <c>incidentbot/1 LF stream LF version LF head</c>, DER, base64: what
/// <c>openssl dgst -sha256 -verify signing-key.pub.pem -signature FILE</c> takes.
/// </remarks>
public static class HeadSignature
{
    /// <summary>Form of a signature: DER, as OpenSSL writes it.</summary>
    public const DSASignatureFormat Encoding = DSASignatureFormat.Rfc3279DerSequence;

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The bytes that are signed.</summary>
    public static byte[] Statement(string stream, long version, string head) => System.Text.Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{HashChain.Format}\n{stream}\n{version}\n{head}"));

    /// <summary>Whether a signature (base64) is the key's over this head. The key must have been read by <see cref="ReadPublicKey"/>.</summary>
    public static bool Holds(ECDsa key, string stream, long version, string head, string signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(signature);
        Span<byte> der = stackalloc byte[128];
        return Convert.TryFromBase64String(signature, der, out var length)
            && key.VerifyData(Statement(stream, version, head), der[..length], HashAlgorithmName.SHA256, Encoding);
    }

    /// <summary>Reads a P-256 public key in PEM; anything else, a private key included, is a <see cref="FormatException"/> that says what it is.</summary>
    public static ECDsa ReadPublicKey(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new FormatException("this is a private key: keep it secret, and use the public one (signing-key.pub.pem)");
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256) return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("this is not a public key in PEM (-----BEGIN PUBLIC KEY-----)", e);
        }

        key.Dispose();
        throw new FormatException("this key is not on the curve P-256");
    }
}
