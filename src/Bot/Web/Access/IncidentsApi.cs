using System.Net;
using System.Text;
using System.Text.Json;
using IncidentBot.Exports;
using IncidentBot.Incidents;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Web.Access;

/// <summary>Incidents to read over HTTP: a list, and the record of each as <c>incidentbot export</c> writes it. Nothing can be changed here.</summary>
internal static class IncidentsApi
{
    private const int Most = 1_000;
    private const int Usual = 100;

    internal static void MapIncidents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/incidents", (HttpContext http, Situations situations, WebKey key, CancellationToken cancel) => Listed(http, situations, key, cancel));
        app.MapGet("/incidents/{id}/record", (string id, HttpContext http, IncidentExport export, WebKey key, CancellationToken cancel) => Record(id, http, export, key, cancel));
    }

    private static async Task<IResult> Listed(HttpContext http, Situations situations, WebKey key, CancellationToken cancel)
    {
        if (Renamed(http, key))
        {
            return Error(StatusCodes.Status403Forbidden, "This host name is not allowed: ask http://localhost, or set Web:KeyFile.");
        }

        var asked = http.Request.Query["most"].ToString();
        if (!int.TryParse(asked.Length == 0 ? "100" : asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) || most is < 1 or > Most)
        {
            return Error(StatusCodes.Status400BadRequest, $"\"most\" must be a number of incidents, 1 to {Most}; without it the newest {Usual} are listed.");
        }

        var all = await situations.All(cancel);
        return Json(new { incidents = all.Reverse().Take(most).Select(Line), more = all.Count > most }, StatusCodes.Status200OK);
    }

    private static object Line(Incident incident) => new
    {
        id = incident.Id,
        title = incident.Summary,
        severity = Words.Of(incident.Severity),
        phase = Words.Of(incident.Phase),
        service = incident.Service,
        opened = incident.DeclaredAt,
        failover = Words.Of(incident.Failover.State),
        drill = incident.IsDrill,
    };

    private static async Task<IResult> Record(string id, HttpContext http, IncidentExport export, WebKey key, CancellationToken cancel)
    {
        if (Renamed(http, key))
        {
            return Error(StatusCodes.Status403Forbidden, "This host name is not allowed: ask http://localhost, or set Web:KeyFile.");
        }

        if (!Words.TryRead<ExportFormat>(http.Request.Query["format"].ToString(), out var format))
        {
            return Error(StatusCodes.Status400BadRequest, $"\"format\" must be one of {string.Join(", ", Words.All<ExportFormat>())}.");
        }

        try
        {
            if (IncidentLog.Parse(id) is not { } incident || await export.Write(incident, format, cancel) is not { } exported)
            {
                return Error(StatusCodes.Status404NotFound, "There is no such incident: GET /incidents lists them.");
            }

            // What people wrote is in it: a browser shows it without running or fetching anything.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentDisposition = $"{(format == ExportFormat.Html ? "inline" : "attachment")}; filename=\"{exported.FileName}\"";
            return Results.Bytes(new UTF8Encoding(false).GetBytes(exported.Text), exported.MediaType);
        }
        catch (UnreadableLogException e)
        {
            return Error(StatusCodes.Status409Conflict, e.Message);
        }
    }

    /// <summary>Without a key only loopback is listened on; a page whose own name points to this machine must not read either (DNS rebinding).</summary>
    private static bool Renamed(HttpContext http, WebKey key) =>
        !key.IsSet && http.Request.Host.Host is var host && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static IResult Error(int status, string error) => Json(new { error }, status);

    private static IResult Json<T>(T value, int status) => Results.Text(JsonSerializer.Serialize(value, WorkflowJson.Options) + "\n", "application/json", Encoding.UTF8, status);
}
