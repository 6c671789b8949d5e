using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>The living card of an incident: one model, rendered by each platform; a pure function of the incident's state.</summary>
/// <param name="Tone">How bad it is; platforms show it by word and symbol, never by colour alone.</param>
/// <param name="Mark">"DRILL" or empty.</param>
/// <param name="AsOf">The time of the newest event the card shows (UTC).</param>
internal sealed record Card(
    string Incident, string Title, CardTone Tone, string Mark, DateTimeOffset AsOf,
    IReadOnlyList<CardSection> Sections, IReadOnlyList<CardButton> Buttons);

/// <summary>How a line or card stands. <see cref="Unknown"/> is never shown like <see cref="Good"/>.</summary>
internal enum CardTone
{
    Plain,
    Good,
    Warning,
    Bad,
    Unknown,
}

/// <summary>A part of the card, in the order of the decision: verdict, clock, data at risk, gates, approvals, steps.</summary>
internal sealed record CardSection(string Heading, IReadOnlyList<CardLine> Lines);

/// <summary>One line. <paramref name="Symbol"/> and the text's first word carry the meaning without colour.</summary>
/// <param name="Detail">Second line in small print: evidence, owner, source; null for none.</param>
/// <param name="Until">A moment the platform may count down to, or count up from, live (UTC), with its own "in" or "over by"; null for none.</param>
/// <param name="Since">A moment whose age the platform may show live (UTC); null for none.</param>
/// <param name="Why">How the line's number came about: formula and values, behind an expander; null for none.</param>
internal sealed record CardLine(CardTone Tone, string Symbol, string Text, string? Detail = null, DateTimeOffset? Until = null, DateTimeOffset? Since = null,
    string? Why = null);

/// <summary>A button that is possible now. <paramref name="Id"/> is opaque: the server looks up what it means, and decides again.</summary>
/// <param name="Hint">True on the one button that is the next sensible action.</param>
/// <param name="Confirm">A question to ask first; null for none.</param>
/// <param name="Form">Fields to fill in first; null for none.</param>
/// <param name="For">Of use only to whom the directory lets fill one of these roles, or stand in for one; null: to everybody. A chat may leave it off what others see.</param>
internal sealed record CardButton(
    string Id, string Label, CardButtonStyle Style, bool Hint = false, string? Confirm = null, CardForm? Form = null, IReadOnlyList<Role>? For = null);

/// <summary>How a button looks: the weight of what it does.</summary>
internal enum CardButtonStyle
{
    Plain,
    Primary,
    Danger,
}

/// <summary>A small form behind a button.</summary>
internal sealed record CardForm(string Title, string Explanation, string Submit, IReadOnlyList<CardField> Fields);

/// <summary>One field. <paramref name="Choices"/> is empty for a text field.</summary>
/// <param name="Kind">"text", "long-text", "number" or "choice".</param>
internal sealed record CardField(string Name, string Label, string Kind, string Value, bool Required, string Hint, IReadOnlyList<string> Choices);
