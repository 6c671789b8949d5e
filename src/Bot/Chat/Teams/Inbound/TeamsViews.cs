using System.Text.Json.Nodes;
using IncidentBot.Chat.Teams.Rendering;
using IncidentBot.Incidents;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>What an invoke is answered with: the living card as one person sees it, or a form with what holds now.</summary>
internal sealed class TeamsViews(
    ITeamsRenderer renderer, RoomBook rooms, ButtonBook buttons, Situations situations, TimeProvider clock)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The card of the room's incident; null where the room belongs to none.</summary>
    internal async Task<JsonObject?> Living(string room, string person, CancellationToken cancel) =>
        await rooms.IncidentOf(TeamsAccounts.PlatformName, room, cancel) is { } incident
            ? renderer.Card(LivingCard.Of(await situations.Load(incident.Id, cancel), clock.GetUtcNow()), room, person)
            : null;

    /// <summary>An answer that has a card of its own.</summary>
    internal JsonObject Of(ChatPost answer, string room, string person) => renderer.Card(answer, room, person);

    /// <summary>The form of a button; null for a button of an earlier state.</summary>
    internal async Task<JsonObject?> Form(TeamsPressed asked, CancellationToken cancel) =>
        await Asked(asked, true, cancel) is { } form ? await Rendered(form, asked, Nothing, cancel) : null;

    /// <summary>The form of a button as a post for the chat of two, for on a card that others see the next edit would take away what is being typed.</summary>
    internal async Task<ChatPost?> FormPost(TeamsPressed asked, CancellationToken cancel)
    {
        if ((await buttons.In(TeamsAccounts.PlatformName, asked.Room, asked.Button, cancel))?.Button is not { } button || !TeamsButtons.Asks(button))
        {
            return null;
        }

        var incident = await rooms.IncidentOf(TeamsAccounts.PlatformName, asked.Room, cancel);
        return TeamsForm.Post(button, incident?.Id ?? "", incident?.IsDrill == true ? AnnounceDrill.Word : "", clock.GetUtcNow());
    }

    /// <summary>What stands in the place of a form that was handed in and taken: no button is left to press twice.</summary>
    internal JsonObject Taken() => renderer.Notice("Done", "The card in the incident's room shows what holds now.");

    /// <summary>The form again, with what is wrong; null if nothing is, or if there is no form to fill in.</summary>
    internal async Task<JsonObject?> Faults(TeamsPressed handedIn, CancellationToken cancel) =>
        await Asked(handedIn, false, cancel) is { } form && FormFaults.Of(form, handedIn.Fields) is { Count: > 0 } faults
            ? await Rendered(form, handedIn, faults, cancel)
            : null;

    /// <summary>It says which incident it is about, and that a drill is one, wherever it is shown.</summary>
    private async Task<JsonObject> Rendered(CardForm form, TeamsPressed asked, IReadOnlyDictionary<string, string> faults, CancellationToken cancel)
    {
        var incident = await rooms.IncidentOf(TeamsAccounts.PlatformName, asked.Room, cancel);
        var drill = incident?.IsDrill == true ? AnnounceDrill.Word : "";
        var titled = form with
        {
            Title = string.Join(" · ", new[] { drill, incident?.Id ?? "", form.Title }.Where(p => p.Length > 0)),
            Explanation = drill.Length == 0 ? form.Explanation : $"{drill}: nothing here reaches production. {form.Explanation}",
        };
        return renderer.Form(titled, asked.Button, asked.Room, faults, asked.Fields);
    }

    /// <param name="confirm">Whether a button that only asks a question first counts as one with a form of no fields.</param>
    private async Task<CardForm?> Asked(TeamsPressed asked, bool confirm, CancellationToken cancel)
    {
        var button = (await buttons.In(TeamsAccounts.PlatformName, asked.Room, asked.Button, cancel))?.Button;
        return button?.Form ?? (confirm && button is not null && TeamsButtons.Asks(button) ? TeamsForm.Of(button) : null);
    }
}
