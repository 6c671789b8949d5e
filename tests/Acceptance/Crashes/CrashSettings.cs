using System.Text.Json;

namespace IncidentBot.Acceptance.Crashes;

/// <summary>The settings file of the bot under test: one plan, three people, and the local chat to speak through.</summary>
internal static class CrashSettings
{
    /// <param name="store">The section "Store".</param>
    internal static async Task Write(string path, Uri address, object store, Uri outside, CancellationToken cancel)
    {
        var settings = new
        {
            Web = new { Urls = address.GetLeftPart(UriPartial.Authority) },
            Store = store,
            Plans = new { Folder = Path.Combine(AppContext.BaseDirectory, "Crashes"), Variables = new { outside = outside.GetLeftPart(UriPartial.Authority) } },
            Updates = new { Templates = Path.Combine(AppContext.BaseDirectory, "Crashes", "templates") },
            People = new { List = new[] { Person("maya", "commander", "comms-lead"), Person("dario", "data-owner"), Person("ravi", "responder") } },
            Chat = new { Local = new { Enabled = true, Personas = new[] { Persona("maya"), Persona("dario"), Persona("ravi") } } },
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings), cancel);
    }

    private static object Person(string id, params string[] roles) => new { Id = id, Name = id, Roles = roles };

    private static object Persona(string id) => new { Id = id, Name = id };
}
