using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Demo;

/// <summary>A scripted person's view of the chat: the same HTTP endpoints as the page's.</summary>
internal sealed class DemoRoom(HttpClient http, string room)
{
    internal string Id => room;

    /// <summary>Waits for a room whose name begins so.</summary>
    internal static async Task<DemoRoom> Named(HttpClient http, string prefix, CancellationToken cancel)
    {
        string? found = null;
        await DemoStage.Until(async () =>
        {
            var rooms = await http.GetFromJsonAsync<JsonElement>($"/chat/rooms?person={DemoCast.Commander}", cancel);
            found = rooms.GetProperty("rooms").EnumerateArray()
                .Where(r => r.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal))
                .Select(r => r.GetProperty("id").GetString()).FirstOrDefault();
            return found is not null;
        }, cancel);
        return new DemoRoom(http, found!);
    }

    internal Task Say(string person, string text, CancellationToken cancel) =>
        Post("say", new { person, text = $"/incident {text}", delivery = Guid.NewGuid().ToString("N") }, cancel);

    /// <summary>Presses the card's button of this label, with its form filled as it is offered and the given fields over it.</summary>
    internal async Task Press(string person, string label, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        JsonElement button = default;
        await DemoStage.Until(async () => (await Buttons(cancel)).TryGetValue(label, out button), cancel);
        var filled = new Dictionary<string, string>();
        if (button.TryGetProperty("form", out var form) && form.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in form.GetProperty("fields").EnumerateArray())
            {
                filled[field.GetProperty("name").GetString()!] = field.GetProperty("value").GetString()!;
                if (field.GetProperty("name").GetString() == "phrase")
                {
                    filled["phrase"] = field.GetProperty("hint").GetString()!;
                }
            }
        }

        foreach (var (name, value) in fields)
        {
            filled[name] = value;
        }

        await Post("press", new { person, button = button.GetProperty("id").GetString(), fields = filled, delivery = Guid.NewGuid().ToString("N") }, cancel);
    }

    /// <summary>Every message that this person sees, oldest first.</summary>
    internal async Task<IReadOnlyList<JsonElement>> Messages(CancellationToken cancel)
    {
        var page = await http.GetFromJsonAsync<JsonElement>($"/chat/rooms/{room}/messages?person={DemoCast.Commander}", cancel);
        return [.. page.GetProperty("messages").EnumerateArray()];
    }

    /// <summary>Waits until one of these texts has been said after the given count of messages; answers which.</summary>
    internal async Task<string> Hear(string[] texts, CancellationToken cancel)
    {
        string? heard = null;
        await DemoStage.Until(async () =>
        {
            var said = (await Messages(cancel)).Select(m => m.GetProperty("text").GetString()!).ToList();
            heard = texts.FirstOrDefault(t => said.Any(s => s.Contains(t, StringComparison.Ordinal)));
            return heard is not null;
        }, cancel);
        return heard!;
    }

    /// <summary>Prints what was said, without the card, which is never the same for long.</summary>
    internal async Task Print(TextWriter output, CancellationToken cancel)
    {
        foreach (var message in await Messages(cancel))
        {
            if (message.TryGetProperty("card", out var card) && card.ValueKind == JsonValueKind.Object)
            {
                continue;
            }

            var at = message.GetProperty("at").GetDateTimeOffset().UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"{at} {message.GetProperty("authorName").GetString()}: {message.GetProperty("text").GetString()!.ReplaceLineEndings("\n         ")}".AsMemory(), cancel);
        }
    }

    private async Task<Dictionary<string, JsonElement>> Buttons(CancellationToken cancel)
    {
        var card = (await Messages(cancel)).Where(m => m.TryGetProperty("card", out var c) && c.ValueKind == JsonValueKind.Object).Select(m => m.GetProperty("card")).LastOrDefault();
        return card.ValueKind != JsonValueKind.Object ? []
            : card.GetProperty("buttons").EnumerateArray().GroupBy(b => b.GetProperty("label").GetString()!).ToDictionary(g => g.Key, g => g.First());
    }

    private async Task Post(string verb, object body, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"/chat/rooms/{room}/{verb}", body, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{verb} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }
}
