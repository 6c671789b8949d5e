using System.Text.Json.Nodes;
using IncidentBot.People;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Cards, forms and notices for those who answer a press, and views of the card for those who look.</summary>
internal sealed class TeamsRenderer(PeopleRoster people) : ITeamsRenderer
{
    public JsonObject Card(ChatPost post, string room, string? viewer) => TeamsForm.In(post) is { } asking
        ? TeamsForm.Card(
            TeamsForm.Of(asking), new TeamsFormTarget(asking.Id, room, asking.Style == CardButtonStyle.Danger), post.Card!.Incident, post.Card.Mark,
            new Dictionary<string, string>(), new Dictionary<string, string>())
        : post.Card is { } card
            ? TeamsCard.Of(card, post.Text, TeamsAudience.Everybody with { Room = room, Hidden = viewer is null ? TeamsAudience.Everybody.Hidden : Hidden(card, viewer) })
            : TeamsForm.Notice("IncidentBot", TeamsMessage.Mark(post.Kind) + post.Text);

    public JsonObject Form(CardForm form, string button, string room, IReadOnlyDictionary<string, string> faults, IReadOnlyDictionary<string, string> filled) =>
        TeamsForm.Card(form, new TeamsFormTarget(button, room, form.Fields.Any(f => f.Name == TeamsInput.Phrase)), "", "", faults, filled);

    public JsonObject Notice(string title, string text) => TeamsForm.Notice(title, text);

    /// <summary>Buttons that are of no use to a person: none of the roles that they need can be theirs. What is pressed is decided again.</summary>
    internal HashSet<string> Hidden(Card card, string viewer) =>
        [.. card.Buttons.Where(b => b.For is { } roles && !MayUse(people.Now, viewer, roles)).Select(b => b.Id)];

    private static bool MayUse(Roster roster, string viewer, IReadOnlyList<Role> roles) =>
        roster.Find(viewer) is { Active: true, Guest: false } person && roles.Any(r => person.MayTake(r) || roster.SteadOf(viewer, r) is not null);
}
