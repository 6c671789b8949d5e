using System.Globalization;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>What a form can be refused for by itself, before anything is sent; what only the rules know, they say later.</summary>
internal static class FormFaults
{
    /// <summary>The press form is known by its field: nothing else asks for a phrase.</summary>
    private const string Phrase = "phrase";

    /// <summary>By field name: blanks, what is no number, and a phrase that is none.</summary>
    internal static IReadOnlyDictionary<string, string> Of(CardForm form, IReadOnlyDictionary<string, string> fields)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            var value = fields.GetValueOrDefault(field.Name, "").Trim();
            if (value.Length == 0)
            {
                if (field.Required)
                {
                    faults[field.Name] = $"{field.Label}: this is needed.";
                }
            }
            else if (field.Kind == "number" && !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            {
                faults[field.Name] = "Write a number without a sign or separators, such as 4200.";
            }
            else if (field.Name == Phrase && field.Hint.Split(' ') is [_, var target, ..])
            {
                var reasons = new List<string>();
                if (PressPhrase.Read(value, target, reasons) is null)
                {
                    faults[field.Name] = string.Join(" ", reasons);
                }
            }
        }

        return faults;
    }
}
