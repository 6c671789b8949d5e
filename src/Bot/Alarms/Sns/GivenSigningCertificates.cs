using System.Security.Cryptography.X509Certificates;

namespace IncidentBot.Alarms.Sns;

/// <summary>Certificates handed over in code, for rehearsals: its own trust root, no network. No setting can put it in place.</summary>
internal sealed class GivenSigningCertificates(
    Func<Uri, X509Certificate2?> certificates, CertificateTrust trust, TimeProvider clock) : ISigningCertificates
{
    public Task<X509Certificate2> Get(Uri url, CancellationToken cancel)
    {
        if (certificates(url) is not { } certificate)
        {
            throw new SigningCertificateException("no signing certificate is served at this address", transient: true);
        }

        return trust.Fault(certificate, [], url, clock.GetUtcNow()) is { } fault
            ? throw new SigningCertificateException(fault, transient: false)
            : Task.FromResult(certificate);
    }
}
