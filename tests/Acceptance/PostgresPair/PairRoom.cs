using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Acceptance.Demo;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>The incident's room as its people use it, over the local chat's HTTP endpoints.</summary>
internal sealed class PairRoom(DemoRoom room)
{
    /// <summary>Declares in the triage room and follows into the incident's own.</summary>
    internal static async Task<PairRoom> Declare(HttpClient http, string text, CancellationToken cancel)
    {
        await new DemoRoom(http, await Of(http, "triage", cancel)).Say(DemoCast.Commander, text, cancel);
        var room = new PairRoom(new DemoRoom(http, await Of(http, "incident", cancel)));
        await room.Hear(cancel, "is open: sev1");
        return room;
    }

    internal Task Say(string person, string text, CancellationToken cancel) => room.Say(person, text, cancel);

    internal Task Press(string person, string label, (string Name, string Value)[] fields, CancellationToken cancel) => room.Press(person, label, fields, cancel);

    /// <summary>Waits until one of these has been said; the text that was.</summary>
    internal async Task<string> Hear(CancellationToken cancel, params string[] texts)
    {
        try
        {
            return await Edge.Until(string.Join(" or ", texts), async () =>
            {
                var said = (await room.Messages(cancel)).Select(m => m.GetProperty("text").GetString()!).ToList();
                return texts.FirstOrDefault(t => said.Any(s => s.Contains(t, StringComparison.Ordinal)));
            }, cancel);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await Transcript(cancel)}\n{await Card(cancel)}", e);
        }
    }

    /// <summary>Waits until the card says this.</summary>
    internal Task Shows(string text, CancellationToken cancel) =>
        Edge.Until($"the card says {text}", async () => (await Card(cancel)).Contains(text, StringComparison.Ordinal) ? "" : null, cancel);

    internal async Task<string> Transcript(CancellationToken cancel)
    {
        await using var text = new StringWriter();
        await room.Print(text, cancel);
        return text.ToString();
    }

    /// <summary>The card as it is now, as the page gets it.</summary>
    internal async Task<string> Card(CancellationToken cancel) => string.Join('\n', (await room.Messages(cancel))
        .Where(m => m.TryGetProperty("card", out var c) && c.ValueKind == JsonValueKind.Object).Select(m => m.GetProperty("card").ToString()));

    private static Task<string> Of(HttpClient http, string kind, CancellationToken cancel) => Edge.Until($"a room of kind {kind}", async () =>
    {
        var rooms = await http.GetFromJsonAsync<JsonElement>($"chat/rooms?person={DemoCast.Commander}", cancel);
        return rooms.GetProperty("rooms").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == kind).Select(r => r.GetProperty("id").GetString()).FirstOrDefault();
    }, cancel);
}
