using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Identity.Client;

namespace IncidentBot.Chat.Teams.Connector;

/// <summary>The bot's own tokens, by client credentials; the library keeps them until shortly before they end.</summary>
/// <remarks>With <see cref="TeamsOptions.Development"/> there are none: a rehearsal's connector asks for none.</remarks>
internal sealed class TeamsToken(TeamsOptions options, TeamsSecrets secrets, IMsalHttpClientFactory http)
{
    /// <summary>For the connector.</summary>
    internal const string Connector = "https://api.botframework.com/.default";

    /// <summary>For Microsoft Graph.</summary>
    internal const string Graph = "https://graph.microsoft.com/.default";

    /// <summary>A credential that is wrong now may be replaced: what waits, waits on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private IConfidentialClientApplication? application;
    private string credential = "";

    /// <summary>A token of this scope; null in a rehearsal. Throws <see cref="ChatUnavailableException"/> where Entra gives none.</summary>
    internal async Task<string?> For(string scope, CancellationToken cancel)
    {
        if (options.Development)
        {
            return null;
        }

        try
        {
            return (await Application().AcquireTokenForClient([scope]).ExecuteAsync(cancel)).AccessToken;
        }
        catch (MsalServiceException e)
        {
            throw new ChatUnavailableException($"Entra gives the bot no token ({e.ErrorCode}): check Chat:Teams:AppId, TenantId and the secret or certificate, and put a new one in its place.", Pause, e);
        }
        catch (Exception e) when (e is MsalException or HttpRequestException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ChatUnavailableException($"The bot cannot get its token from Entra: {e.Message}", Pause, e);
        }
    }

    /// <summary>Built anew when the secret or the certificate was replaced.</summary>
    private IConfidentialClientApplication Application()
    {
        lock (gate)
        {
            var now = options.CertificateFile.Length > 0
                ? File.GetLastWriteTimeUtc(options.CertificateFile).Ticks.ToString(CultureInfo.InvariantCulture)
                : secrets.ClientSecret.Now;
            if (application is null || credential != now)
            {
                var builder = ConfidentialClientApplicationBuilder.Create(options.AppId)
                    .WithAuthority($"{TeamsOptions.PublicLogin}{options.TenantId}", validateAuthority: false).WithInstanceDiscovery(false).WithHttpClientFactory(http);
                application = (options.CertificateFile.Length > 0 ? builder.WithCertificate(secrets.Certificate(), sendX5C: false) : builder.WithClientSecret(now)).Build();
                credential = now;
            }

            return application;
        }
    }
}

/// <summary>How tokens are fetched: no redirects, and, where the settings name a login of this machine, from there.</summary>
internal sealed class TeamsLogin(TeamsOptions options) : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient client = new(new Elsewhere(new Uri(options.LoginAuthority))
    {
        InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) },
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    public HttpClient GetHttpClient() => client;

    public void Dispose() => client.Dispose();

    /// <summary>The library accepts addresses of https alone; a login of this machine stands in its place here.</summary>
    private sealed class Elsewhere(Uri authority) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (authority.IsLoopback && request.RequestUri is { } asked)
            {
                request.RequestUri = new Uri(authority, asked.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
