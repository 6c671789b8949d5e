using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Store;
using IncidentBot.Web;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>The door of Teams: who calls is proven, what they say is durable, and only then answered.</summary>
internal sealed class TeamsEndpoint(TeamsTokens tokens, TeamsIntake intake, TeamsOptions options, TeamsRefusals refusals, ILogger<TeamsEndpoint> log)
{
    internal const string Path = "/api/messages";

    /// <summary>The largest body, in bytes: a message with its card has about 28 KB.</summary>
    internal const int Largest = 256 * 1024;

    /// <summary>Teams gives an activity up after about 15 s, an invoke after about 10; what is not durable by then is said again by a person.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    private const string Bearer = "Bearer ";

    internal async Task Receive(HttpContext http)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Deadline);
        try
        {
            await Receive(http, patience.Token);
        }
        catch (Exception e) when (e is StoreUnavailableException or ChatUnavailableException || (e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            log.LogError(e, "An activity of Teams could not be stored");
            Answer(http, StatusCodes.Status503ServiceUnavailable);
        }
        catch (BadHttpRequestException e)
        {
            Answer(http, e.StatusCode);
        }
    }

    private async Task Receive(HttpContext http, CancellationToken cancel)
    {
        var (caller, refused) = await Caller(http, cancel);
        if (refused is { } status)
        {
            Answer(http, status);
            return;
        }

        if (await RequestBytes.Read(http.Request, Largest, cancel) is not { } body)
        {
            Answer(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        using var read = Parse(body);
        if (read?.RootElement.ValueKind != JsonValueKind.Object || new TeamsActivity(read.RootElement) is not { Type.Length: > 0 } activity)
        {
            Answer(http, StatusCodes.Status400BadRequest);
            return;
        }

        if (TeamsOrigin.Fault(activity, caller, options) is { } fault)
        {
            Answer(http, Refuse(StatusCodes.Status403Forbidden, fault));
            return;
        }

        var answer = await intake.Take(activity, cancel);
        Answer(http, answer.Status);
        if (answer.Body is { } said)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(said.ToJsonString(), cancel);
        }
    }

    /// <summary>Who calls, before a byte of the body is read; or the status to refuse with. Nobody, in the development profile.</summary>
    private async Task<(TeamsCaller? Caller, int? Refused)> Caller(HttpContext http, CancellationToken cancel)
    {
        if (options.Development)
        {
            return (null, Stranger(http) is { } fault ? Refuse(StatusCodes.Status403Forbidden, fault) : null);
        }

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } given || !given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refuse(StatusCodes.Status401Unauthorized, "it has no Authorization header with a bearer token"));
        }

        try
        {
            var proof = await tokens.Check(given[Bearer.Length..].Trim(), cancel);
            return proof.Caller is { } caller ? (caller, null) : (null, Refuse(StatusCodes.Status403Forbidden, $"its token was refused: {proof.Reason}"));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a token can be made to do to a library: it proves nothing.
            log.LogError(e, "A token of Teams could not be looked at");
            return (null, Refuse(StatusCodes.Status403Forbidden, "its token could not be looked at"));
        }
    }

    /// <summary>The development profile is for programs of this machine: not for others, nor for pages in a browser here.</summary>
    private static string? Stranger(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } ip && !IPAddress.IsLoopback(ip) ? "it comes from another machine, which Chat:Teams:Development refuses"
        : http.Request.Headers.Origin.Count > 0 ? "a page in a browser sent it, which Chat:Teams:Development refuses"
        : !IsLoopback(http.Request.Host.Host) ? "it names another host than this machine, which Chat:Teams:Development refuses"
        : null;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private int Refuse(int status, string reason)
    {
        refusals.Tell(status, reason);
        return status;
    }

    private static void Answer(HttpContext http, int status)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.StatusCode = status;
        }
    }

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What an activity is answered: durable when this is there.</summary>
internal sealed record TeamsAnswer(int Status, JsonObject? Body = null)
{
    internal static TeamsAnswer Quietly { get; } = new(StatusCodes.Status200OK);
}
