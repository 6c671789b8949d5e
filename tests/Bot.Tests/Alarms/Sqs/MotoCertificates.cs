using System.Security.Cryptography.X509Certificates;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>The certificates that the emulator signs with, each made for one message; nobody vouches for them, so they are only taken here.</summary>
internal sealed class MotoCertificates(string address) : ISigningCertificates, IDisposable
{
    private readonly HttpClient http = new();
    private int served;

    /// <summary>How many signatures were looked at.</summary>
    internal int Served => served;

    public async Task<X509Certificate2> Get(Uri url, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), url.AbsolutePath));
        request.Headers.Host = url.Host;

        // By this alone the emulator tells whose file it is; it checks no signature.
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=x/20260101/{url.Host.Split('.')[1]}/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new SigningCertificateException($"the emulator answered {(int)answer.StatusCode}", transient: true);
        }

        Interlocked.Increment(ref served);
        return X509Certificate2.CreateFromPem(await answer.Content.ReadAsStringAsync(cancel));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>SNS of a region in trouble.</summary>
internal sealed class NoCertificates : ISigningCertificates
{
    public Task<X509Certificate2> Get(Uri url, CancellationToken cancel) => throw new SigningCertificateException("no certificate is served", transient: true);
}
