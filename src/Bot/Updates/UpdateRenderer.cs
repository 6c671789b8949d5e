using System.Text.RegularExpressions;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Updates;

/// <summary>Typed facts into the text for one audience: plain text, escaped later by the chat that carries it.</summary>
internal sealed partial class UpdateRenderer(TemplateSet templates)
{
    /// <summary>The draft of an update. A drill says so first, whatever the template says.</summary>
    internal string Render(UpdateFacts facts, Audience audience)
    {
        var text = Blank().Replace(templates.Of(audience)(UpdateModel.Of(facts)), "\n\n").Trim();
        return facts.Drill ? $"DRILL. This is an exercise.\n\n{text}" : text;
    }

    // Conditions on lines of their own leave empty lines behind.
    [GeneratedRegex(@"[ \t]*\n(?:[ \t]*\n)+")]
    private static partial Regex Blank();
}
