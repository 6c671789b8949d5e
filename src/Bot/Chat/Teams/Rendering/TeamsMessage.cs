using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>A message as Teams takes it: either a text of the format "plain", or a card alone, for a text beside a card becomes a message of its own.</summary>
/// <param name="Summary">What a notification shows.</param>
/// <param name="Text">Null where there is a card.</param>
internal sealed record TeamsRendered(string Summary, string? Text, JsonObject? Card);

/// <summary>What the bot says, for Teams: a pure function of the post and whom it is for, within every limit.</summary>
internal static class TeamsMessage
{
    private const string Whole = "\n… shortened here: `export` keeps the whole …";

    internal static TeamsRendered Of(ChatPost post, TeamsAudience? audience = null)
    {
        if (post.Card is { } card)
        {
            return new TeamsRendered(
                TeamsText.Line(TeamsCard.Marked(post.Text.Length == 0 ? card.Title : post.Text, card.Mark), TeamsLimits.Summary), null, TeamsCard.Of(card, post.Text, audience ?? TeamsAudience.Everybody));
        }

        var said = Mark(post.Kind) + Workflow.Timeline.Shown.Text(post.Text.Length == 0 ? "…" : post.Text);
        return new TeamsRendered(TeamsText.Line(said, TeamsLimits.Summary), TeamsText.CutBytes(said, TeamsLimits.Text, Whole), null);
    }

    /// <summary>What kind of news it is, by symbol and word where the text does not begin with it.</summary>
    internal static string Mark(string kind) => kind switch
    {
        "decision" => "◆ Decision: ",
        "refusal" => "✕ Not done. ",
        "update" => "✎ ",
        "alarm" => "▲ ",
        _ => "",
    };
}
