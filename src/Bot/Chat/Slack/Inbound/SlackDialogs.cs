using System.Text.Json.Nodes;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>Modals: an empty one at once, since Slack's permission lasts 3 s and serves once, then filled with what holds now.</summary>
internal sealed class SlackDialogs(SlackClient slack, SlackRooms channels, ButtonBook buttons, RoomBook rooms, ChatAnswers answers, IPlanCatalog plans)
{
    private const string Callback = "form";

    /// <summary>A command without its arguments is asked for them.</summary>
    internal static string? NamedFor(string line) => line.ToLowerInvariant() is SlackForms.Declare or SlackForms.Note or SlackForms.Update ? line.ToLowerInvariant() : null;

    internal async Task OpenFor(string button, string trigger, string room, CancellationToken cancel)
    {
        var mark = new SlackModalMark(button, null, room);
        var view = await Open(trigger, mark, cancel);
        var action = await buttons.In(SlackChat.PlatformName, room, button, cancel);
        var drill = (await rooms.IncidentOf(SlackChat.PlatformName, room, cancel))?.IsDrill == true ? AnnounceDrill.Word : "";
        await Fill(view, action?.Button.Form is { } form
            ? SlackModal.Of(form, Callback, mark.Text, drill)
            : SlackModal.Notice("IncidentBot", "This button belongs to an earlier state of the card. Look at the card as it is now.", Callback, mark.Text), cancel);
    }

    internal async Task OpenNamed(string form, string trigger, string room, string text, CancellationToken cancel)
    {
        var mark = new SlackModalMark(null, form, room);
        var view = await Open(trigger, mark, cancel);
        await Fill(view, await Named(form, room, text, cancel) is { } filled
            ? SlackModal.Of(filled, Callback, (form == SlackForms.Update ? mark with { Draft = SlackForms.DraftOf(filled) } : mark).Text)
            : SlackModal.Notice("IncidentBot", "This room belongs to no incident. Say it in the incident's room; `/incident list` shows the open ones.", Callback, mark.Text), cancel);
    }

    /// <summary>What a submission can be refused for before anything is sent, by field; what only the rules know, they say later.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> Faults(SlackModalMark mark, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var form = mark.Form is { } named
            ? await Named(named, mark.Room, "", cancel)
            : (await buttons.In(SlackChat.PlatformName, mark.Room, mark.Button!, cancel))?.Button.Form;
        return form is null ? new Dictionary<string, string>() : FormFaults.Of(form, fields);
    }

    /// <summary>Where a form that was opened in no channel is answered: the incidents channel, or the person alone.</summary>
    internal async Task<string> DefaultRoom(string user, CancellationToken cancel) => await channels.KnownIncidents(cancel) ?? user;

    private async Task<string> Open(string trigger, SlackModalMark mark, CancellationToken cancel) =>
        (await slack.Call<ViewAnswer>(SlackMethod.ViewsOpen, new OpenView(trigger, SlackModal.Skeleton("IncidentBot", Callback, mark.Text)), cancel)).View.Id;

    private Task<Nothing> Fill(string view, JsonObject filled, CancellationToken cancel) =>
        slack.Call<Nothing>(SlackMethod.ViewsUpdate, new UpdateView(view, filled), cancel);

    private async Task<CardForm?> Named(string form, string room, string text, CancellationToken cancel)
    {
        if (form == SlackForms.Declare)
        {
            return SlackForms.DeclareForm([.. plans.All.Select(p => p.Service).Distinct().Order(StringComparer.Ordinal)], text);
        }

        var incident = await rooms.IncidentOf(SlackChat.PlatformName, room, cancel);
        return incident is null ? null : form switch
        {
            SlackForms.Note => SlackForms.NoteForm(text),
            SlackForms.Update => SlackForms.UpdateForm(Audience.Executives, answers.Update(incident, Audience.Executives, "").Text),
            _ => null,
        };
    }
}
