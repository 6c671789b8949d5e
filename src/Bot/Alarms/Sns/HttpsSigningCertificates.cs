using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentBot.Alarms.Sns;

/// <summary>Fetches signing certificates over HTTPS, checks them against <paramref name="trust"/>, and keeps them by URL for a day.</summary>
internal sealed class HttpsSigningCertificates(HttpClient http, CertificateTrust trust, TimeProvider clock) : ISigningCertificates, IDisposable
{
    internal const int LargestFile = 64 * 1024;

    // Only SNS hosts are ever asked, but anyone who knows a topic's name can name a new path: few at a time, few kept.
    private const int MostKept = 64;
    private const int MostAtOnce = 4;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Uri, Kept> _kept = new();
    private readonly ConcurrentDictionary<Uri, Lazy<Task<X509Certificate2>>> _fetching = new();
    private readonly SemaphoreSlim _slots = new(MostAtOnce);

    public async Task<X509Certificate2> Get(Uri url, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(url, out var kept) && now < kept.Until)
        {
            return kept.Certificate;
        }

        // One fetch serves everyone who waits for it, so nobody's cancellation may end it; it has its own deadline.
        var fetch = _fetching.GetOrAdd(url, u => new Lazy<Task<X509Certificate2>>(() => FetchOnce(u)));
        return await fetch.Value.WaitAsync(cancel);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<X509Certificate2> FetchOnce(Uri url)
    {
        try
        {
            if (!await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            {
                throw new SigningCertificateException("too many signing certificates are being fetched", transient: true);
            }

            try
            {
                using var deadline = new CancellationTokenSource(Patience, clock);
                return Keep(url, await Fetch(url, deadline.Token));
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            _fetching.TryRemove(url, out _);
        }
    }

    private X509Certificate2 Keep(Uri url, X509Certificate2 certificate)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var until = clock.GetUtcNow() + KeptFor;
        var end = new DateTimeOffset(certificate.NotAfter);
        _kept[url] = new Kept(certificate, end < until ? end : until);
        return certificate;
    }

    private async Task<X509Certificate2> Fetch(Uri url, CancellationToken cancel)
    {
        byte[] file;
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
            {
                throw new SigningCertificateException($"the signing certificate's server answered {(int)response.StatusCode}", transient: true);
            }

            await response.Content.LoadIntoBufferAsync(LargestFile, cancel);
            file = await response.Content.ReadAsByteArrayAsync(cancel);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new SigningCertificateException("the signing certificate could not be fetched", transient: true, e);
        }

        return Trusted(file, url);
    }

    private X509Certificate2 Trusted(byte[] file, Uri url)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(System.Text.Encoding.ASCII.GetString(file));
        }
        catch (CryptographicException e)
        {
            throw new SigningCertificateException("the signing certificate is no PEM file", transient: false, e);
        }

        if (certificates.Count == 0)
        {
            throw new SigningCertificateException("the signing certificate is no PEM file", transient: false);
        }

        var leaf = certificates[0];
        certificates.RemoveAt(0);
        return trust.Fault(leaf, certificates, url, clock.GetUtcNow()) is { } fault
            ? throw new SigningCertificateException(fault, transient: false)
            : leaf;
    }

    private sealed record Kept(X509Certificate2 Certificate, DateTimeOffset Until);
}
