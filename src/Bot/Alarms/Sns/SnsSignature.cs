using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IncidentBot.Alarms.Parsing;

namespace IncidentBot.Alarms.Sns;

/// <summary>What SNS signs and how: RSA PKCS#1 v1.5 over name and value lines, SHA-1 in version 1 and SHA-256 in version 2.</summary>
internal static class SnsSignature
{
    /// <summary>The key of each certificate that is in use: taking it out of the certificate costs more than a verification.</summary>
    private static readonly ConditionalWeakTable<X509Certificate2, RsaKey> Keys = [];

    /// <summary>The signed text in UTF-8, as the SNS Developer Guide lists it: names in byte order, a line feed after each part.</summary>
    internal static byte[] TextToSign(SnsEnvelope envelope)
    {
        (string Name, string? Value)[] fields = envelope.Type == SnsEnvelope.Notification
            ?
            [
                ("Message", envelope.Message), ("MessageId", envelope.MessageId), ("Subject", envelope.Subject),
                ("Timestamp", envelope.Timestamp), ("TopicArn", envelope.TopicArn), ("Type", envelope.Type),
            ]
            :
            [
                ("Message", envelope.Message), ("MessageId", envelope.MessageId), ("SubscribeURL", envelope.SubscribeUrl),
                ("Timestamp", envelope.Timestamp), ("Token", envelope.Token), ("TopicArn", envelope.TopicArn), ("Type", envelope.Type),
            ];
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Whether the envelope was signed with the certificate's key; false for any unknown version.</summary>
    internal static bool Holds(SnsEnvelope envelope, X509Certificate2 certificate)
    {
        var signature = new byte[envelope.Signature.Length];
        if (Hash(envelope.SignatureVersion) is not { } hash
            || !Convert.TryFromBase64String(envelope.Signature, signature, out var length))
        {
            return false;
        }

        var digest = CryptographicOperations.HashData(hash, TextToSign(envelope));
        return Keys.GetValue(certificate, c => new RsaKey(c.GetRSAPublicKey())).Verify(digest, signature.AsSpan(0, length), hash);
    }

    /// <summary>The hash of a signature version; null for a version that does not exist.</summary>
    internal static HashAlgorithmName? Hash(string version) => version switch
    {
        "1" => HashAlgorithmName.SHA1,
        "2" => HashAlgorithmName.SHA256,
        _ => null,
    };

    /// <summary>A certificate's key; null verifies nothing. An RSA object is for one caller at a time.</summary>
    private sealed class RsaKey(RSA? key)
    {
        private readonly Lock one = new();

        internal bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
        {
            lock (one)
            {
                return key is not null && key.VerifyHash(digest, signature, hash, RSASignaturePadding.Pkcs1);
            }
        }
    }
}
