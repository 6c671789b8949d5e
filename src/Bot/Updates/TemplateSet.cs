using System.Collections.Immutable;
using HandlebarsDotNet;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Updates;

/// <summary>The four compiled templates of a folder, or the faults that stand in the way: all of them, each with its file and line.</summary>
internal sealed class TemplateSet
{
    private readonly IReadOnlyDictionary<Audience, HandlebarsTemplate<object, object>> templates;

    private TemplateSet(IReadOnlyDictionary<Audience, HandlebarsTemplate<object, object>> templates, IReadOnlyList<string> faults)
    {
        this.templates = templates;
        Faults = faults;
    }

    internal IReadOnlyList<string> Faults { get; }

    /// <summary>The file of an audience: "executives.hbs".</summary>
    internal static string FileName(Audience audience) => Workflow.Words.Of(audience) + ".hbs";

    internal HandlebarsTemplate<object, object> Of(Audience audience) => Faults.Count == 0
        ? templates[audience]
        : throw new InvalidOperationException("The templates have faults: " + string.Join(" ", Faults));

    internal static TemplateSet Load(string folder)
    {
        // The output is plain text, and each chat escapes it for itself: HTML entities here would be read by people.
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        var templates = new Dictionary<Audience, HandlebarsTemplate<object, object>>();
        var faults = ImmutableList.CreateBuilder<string>();
        foreach (var audience in Enum.GetValues<Audience>())
        {
            var path = Path.Combine(folder, FileName(audience));
            if (Read(path, out var source) is { } missing)
            {
                faults.Add(missing);
                continue;
            }

            var found = TemplateScan.Faults(source).Select(f => $"{path}({f.Line}): {f.Text}").ToList();
            faults.AddRange(found);
            if (found.Count > 0)
            {
                continue;
            }

            try
            {
                templates[audience] = handlebars.Compile(source);
                faults.AddRange(TemplateTrial.Faults(audience, templates[audience]).Select(f => $"{path}: {f}"));
            }
            catch (HandlebarsException e)
            {
                faults.Add($"{path}: {e.Message}");
            }
        }

        return new TemplateSet(templates, faults.ToImmutable());
    }

    private static string? Read(string path, out string source)
    {
        source = "";
        try
        {
            source = File.ReadAllText(path).ReplaceLineEndings("\n");
            return string.IsNullOrWhiteSpace(source) ? $"{path}(1): the template is empty." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be read; {(e is FileNotFoundException ? "there is no such file." : e.Message)}";
        }
    }
}
