using System.Security.Cryptography.X509Certificates;

namespace IncidentBot.Alarms.Sns;

/// <summary>Where the certificates that SNS signs with come from. What it answers is trusted: chain, dates and names are checked here.</summary>
internal interface ISigningCertificates
{
    /// <summary>The certificate of a URL that has passed <see cref="SnsUrls"/>; the caller must not dispose it.</summary>
    /// <exception cref="SigningCertificateException">It cannot be had now, or is not to be trusted.</exception>
    Task<X509Certificate2> Get(Uri url, CancellationToken cancel);
}

/// <summary>No trusted certificate: <paramref name="transient"/> says whether the same request may succeed later.</summary>
internal sealed class SigningCertificateException(string message, bool transient, Exception? inner = null) : Exception(message, inner)
{
    internal bool Transient { get; } = transient;
}
