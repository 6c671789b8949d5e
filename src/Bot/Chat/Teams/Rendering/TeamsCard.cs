using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>Whom a card is rendered for, and where it is shown.</summary>
/// <param name="Room">The room that it is about, where it is shown in another conversation; null: where it is shown.</param>
/// <param name="Viewers">Teams ids ("29:...") of those whose clients ask for a view of their own; at most 60 are taken.</param>
/// <param name="Hidden">Ids of buttons that this viewer has no use for.</param>
internal sealed record TeamsAudience(string? Room, IReadOnlyList<string> Viewers, IReadOnlySet<string> Hidden)
{
    /// <summary>Everybody in the room, with every button that is possible.</summary>
    internal static TeamsAudience Everybody { get; } = new(null, [], new HashSet<string>());
}

/// <summary>The living card as an Adaptive Card, in the order of the decision, its buttons last.</summary>
/// <remarks>
/// Countdowns are moments in words, because a card cannot tick. Formulae are left to the <c>why</c> command. Forms are not on the card that is
/// edited in place: an edit takes away what somebody types.
/// </remarks>
internal static class TeamsCard
{
    /// <summary>Bytes of the notes that may follow the parts.</summary>
    private const int Notes = 1_200;

    /// <param name="news">What is said with the card; shown above it where the title does not say it.</param>
    internal static JsonObject Of(Card card, string news, TeamsAudience audience)
    {
        var title = Title(card);
        var buttons = card.Buttons.Where(b => !audience.Hidden.Contains(b.Id)).ToList();
        var sets = TeamsButtons.Sets(buttons, audience.Room);
        var head = TeamsElements.Container(Style(card.Tone), Head(card, title, news));
        var top = TeamsElements.Card(Fallback(news, card), []).With("refresh", Refresh(audience));
        var left = TeamsLimits.Card - Notes - TeamsElements.Bytes(top) - TeamsElements.Bytes(head) - sets.Sum(s => TeamsElements.Bytes(s) + 1);
        List<JsonNode> body = [head, .. TeamsSection.Fit(card.Sections.Select(TeamsSection.Of), left)];
        if (card.Sections.Any(s => s.Lines.Any(l => l.Why is not null)))
        {
            body.Add(TeamsElements.Note("ƒ How a number came about: `why loss`, `why ldt`, `why pstar`, … The answer comes to you alone."));
        }

        if (sets.Count > 0 && card.Sections.FirstOrDefault(s => s.Heading == CardTree.NextQuestion)?.Lines is [var question, ..])
        {
            body.Add(TeamsSection.Line(question with { Text = TeamsText.Cut(question.Text, 120) }, bold: true).With("spacing", "Medium"));
        }

        top["body"] = new JsonArray([.. body, .. sets]);
        return top;
    }

    /// <summary>What is read where no card can be shown: the news, then the card's lines in its order without their small print.</summary>
    internal static string Fallback(string news, Card card)
    {
        var said = string.IsNullOrWhiteSpace(news) ? Title(card) : TeamsText.Line(Marked(news, card.Mark), TeamsLimits.Fallback / 3);
        var lines = new List<string> { said };
        var standing = $"{Standing(card)} · as of {TeamsText.Utc(card.AsOf)}";
        var left = TeamsLimits.Fallback - said.Length - standing.Length - 2;
        foreach (var line in card.Sections.SelectMany(s => s.Lines.Select(TeamsSection.Plain)))
        {
            if ((left -= line.Length + 1) < 0)
            {
                break;
            }

            lines.Add(line);
        }

        return string.Join('\n', [.. lines, standing]);
    }

    internal static string Marked(string news, string mark) => mark.Length == 0 || news.StartsWith(mark, StringComparison.Ordinal) ? news : $"{mark}: {news}";

    private static IEnumerable<JsonObject> Head(Card card, string title, string news)
    {
        yield return TeamsElements.Line(TeamsText.Run(title, bold: true).With("size", "Large"));
        if (card.Mark.Length > 0)
        {
            yield return TeamsElements.Line(TeamsText.Runs($"{card.Mark}: nothing here reaches production.", 120, bold: true)).Near();
        }

        if (news.Length > 0 && !title.EndsWith(TeamsText.Line(news, 300), StringComparison.Ordinal) && news != card.Title)
        {
            yield return TeamsElements.Line(TeamsText.Runs(news, 300)).Near();
        }

        if (card.Sections.Count > 0)
        {
            yield return TeamsElements.Line([.. TeamsText.Runs(Standing(card), 60, bold: true), TeamsText.Run($" · as of {TeamsText.Moment(card.AsOf)}", subtle: true)]).Near();
        }
    }

    private static JsonObject? Refresh(TeamsAudience audience) => audience.Viewers.Count == 0 ? null : new JsonObject
    {
        ["action"] = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = "Show my buttons",
            ["verb"] = TeamsVerbs.Refresh,
            ["data"] = new JsonObject().With(TeamsVerbs.Room, audience.Room),
        },
        ["userIds"] = new JsonArray([.. audience.Viewers.Where(v => v.Length <= 120).Take(TeamsLimits.Viewers).Select(v => JsonValue.Create(v))]),
    };

    private static string Title(Card card) => TeamsText.Line(
        $"{card.Tone.Symbol()} " + string.Join(" · ", new[] { card.Mark, card.Incident, card.Title }.Where(part => part.Length > 0)), 300);

    private static string Standing(Card card) => $"{card.Tone.Symbol()} {card.Tone.Word()}";

    private static string Style(CardTone tone) => tone switch
    {
        CardTone.Bad => "attention",
        CardTone.Warning => "warning",
        CardTone.Good => "good",
        _ => "emphasis",
    };
}
