namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Checks URLs and placeholders.</summary>
internal static class Urls
{
    /// <summary>An absolute http or https URL without user name or password; placeholders are filled in for the check only.</summary>
    public static string? Absolute(PlanNode node, string key, bool placeholders, FaultLog faults)
    {
        if (Values.Text(node, key, faults) is not { } text || !Known(node, key, text, placeholders, faults))
        {
            return null;
        }

        var filled = StepText.Fill(text, 1, "INC-1", "primary", "target");
        if (!Uri.TryCreate(filled, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            faults.Add(node, "bad-value", $"`{key}` is not an absolute http or https address", PlanFault.Quote(text), "write http://HOST/PATH or https://HOST/PATH");
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            faults.Add(node, "bad-value", $"`{key}` holds a user name or password", null, "leave it out: plans are shown to people and stored");
            return null;
        }

        return text;
    }

    /// <summary>Whether every word in braces is a placeholder that may stand here; each other one is a fault.</summary>
    public static bool Known(PlanNode node, string key, string text, bool placeholders, FaultLog faults)
    {
        var strange = placeholders ? StepText.Unknown(text) : [.. StepText.Used(text).Distinct()];
        foreach (var word in strange)
        {
            faults.Add(node, "unknown-placeholder",
                placeholders ? $"`{key}` holds an unknown placeholder" : $"`{key}` holds a placeholder, which only steps may", $"'{{{word}}}'",
                placeholders ? $"write one of {string.Join(", ", StepText.Placeholders.Select(p => $"{{{p}}}"))}" : "write the value itself");
        }

        return strange.Count == 0;
    }
}
