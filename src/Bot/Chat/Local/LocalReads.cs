using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Local;

/// <summary>What the page reads: personas, completions, rooms, messages and the stream of changes. <c>person</c> is whose eyes.</summary>
internal static class LocalReads
{
    private const int PageSize = 500;

    internal static void MapLocalReads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chat/personas", (IOptions<LocalChatOptions> options) =>
            LocalAnswer.Json(new { personas = options.Value.Personas.Select(p => new { p.Id, p.Name }) }));

        app.MapGet("/chat/completions", (LocalChatVerbs verbs) => LocalAnswer.Json(verbs));

        app.MapGet("/chat/rooms", async (string? person, LocalChat chat, ChatReading reading, ChatFile file, CancellationToken cancel) =>
        {
            Known(chat, person);
            var head = await reading.Head(cancel);
            return LocalAnswer.Json(new { store = file.StoreId, head, rooms = await reading.Rooms(person, 0, cancel) });
        });

        app.MapGet("/chat/rooms/{id}/messages", async (string id, string? person, string? after, LocalChat chat, ChatReading reading, CancellationToken cancel) =>
        {
            Known(chat, person);
            if (await reading.Room(id, person, cancel) is null)
            {
                return LocalAnswer.Error(StatusCodes.Status404NotFound, "There is no such room: choose one of GET /chat/rooms.");
            }

            var messages = await reading.Messages(id, person, Number(after), PageSize + 1, cancel);
            return LocalAnswer.Json(new { messages = messages.Take(PageSize), more = messages.Count > PageSize });
        });

        app.MapGet("/chat/stream", IResult (string? person, string? after, HttpContext http, LocalChat chat, ChatStream stream) =>
        {
            Known(chat, person);
            var last = http.Request.Headers["Last-Event-ID"].ToString();
            var from = Number(last.Length > 0 ? last : after);
            return stream.Join(http)
                ? TypedResults.ServerSentEvents(stream.Events(person, from, http.RequestAborted))
                : LocalAnswer.Error(StatusCodes.Status503ServiceUnavailable, $"{ChatStream.MostReaders} pages read the chat already: close one.");
        });
    }

    private static void Known(LocalChat chat, string? person)
    {
        if (person is not null && chat.Persona(person) is null)
        {
            throw new LocalRequestException(
                StatusCodes.Status400BadRequest, $"Nobody here is \"{LocalText.Cut(person, 100)}\": choose one of GET /chat/personas.");
        }
    }

    private static long Number(string? text) => string.IsNullOrEmpty(text) ? 0
        : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw new LocalRequestException(StatusCodes.Status400BadRequest, "\"after\" must be the number of a change, 0 or more.");
}
