using System.Security.Cryptography;
using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat;

/// <summary>A button and what it means: the command line that a press, with the form's fields, comes down to.</summary>
internal sealed record CardAction(CardButton Button, Func<IReadOnlyDictionary<string, string>, string> Line)
{
    /// <summary>An action whose id is opaque, and the same for as long as it means the same thing.</summary>
    /// <param name="about">What the action is about besides its incident: the proposal, the question, the step.</param>
    internal static CardAction Of(
        string incident, string verb, string about, string label, CardButtonStyle style,
        Func<IReadOnlyDictionary<string, string>, string> line, bool hint = false, string? confirm = null, CardForm? form = null)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{incident}\n{verb}\n{about}"));
        return new CardAction(new CardButton(Convert.ToHexStringLower(hash, 0, 12), label, style, hint, confirm, form), line);
    }

    /// <summary>The same, of use to whom the directory lets fill one of these roles.</summary>
    internal CardAction For(params IEnumerable<Role> roles) => this with { Button = Button with { For = [.. roles] } };

    /// <summary>An action without fields.</summary>
    internal static CardAction Plain(
        string incident, string verb, string about, string label, CardButtonStyle style, string line, bool hint = false, string? confirm = null) =>
        Of(incident, verb, about, label, style, _ => line, hint, confirm);
}
