using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace IncidentBot.Web;

/// <summary>The bot cannot listen where it should; the message says why and what to do.</summary>
internal sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Starts the host, and says in a sentence why an address cannot be listened on.</summary>
internal static partial class Listening
{
    /// <param name="remedy">What to do instead, as it follows "End that program, or".</param>
    internal static async Task Start(WebApplication app, string remedy, CancellationToken cancel)
    {
        try
        {
            await Start(app, cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw Taken(Address().Match(e.Message) is { Success: true } found ? found.Value : Urls(app), remedy, e);
        }
        catch (SocketException e)
        {
            throw new ListenException(
                $"incidentbot cannot listen on {Urls(app)}: {Why(e.SocketErrorCode) ?? e.Message}. To listen elsewhere, {remedy}.", e);
        }
    }

    private static async Task Start(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            // What had begun is told to stop; to be disposed of at work would look like a failure of its own.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    internal static ListenException Taken(string address, string remedy, Exception? inner = null) => new(
        $"{address} is in use by another program, perhaps another incidentbot, so that incidentbot cannot listen there. End that program, or {remedy}.", inner);

    private static string Urls(WebApplication app) => app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Urls;

    private static string? Why(SocketError error) => error switch
    {
        SocketError.AccessDenied => "the user that runs incidentbot may not open this port; ports below 1024 often need more rights",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => null,
    };

    [GeneratedRegex(@"https?://\S+?:[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
