namespace IncidentBot.Chat.Local;

/// <summary>What a persona does: say, press, pin. Answered 202 once it is durable.</summary>
internal static class LocalWrites
{
    internal static void MapLocalWrites(this IEndpointRouteBuilder app)
    {
        app.MapPost("/chat/rooms/{id}/say", async (string id, HttpContext http, LocalInbound inbound, CancellationToken cancel) =>
            await inbound.Say(id, await LocalRequest.Read(http, cancel), cancel));
        app.MapPost("/chat/rooms/{id}/press", async (string id, HttpContext http, LocalInbound inbound, CancellationToken cancel) =>
            await inbound.Press(id, await LocalRequest.Read(http, cancel), cancel));
        app.MapPost("/chat/rooms/{id}/pin", async (string id, HttpContext http, LocalInbound inbound, CancellationToken cancel) =>
            await inbound.Pin(id, await LocalRequest.Read(http, cancel), cancel));
    }
}
