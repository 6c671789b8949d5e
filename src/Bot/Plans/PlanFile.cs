using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Plans;

/// <summary>Reads one plan from a YAML text or file.</summary>
internal static class PlanFile
{
    /// <summary>Reads a file in UTF-8. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be read.</summary>
    /// <param name="name">What faults call the file.</param>
    public static PlanOutcome Load(string path, string name, IReadOnlyDictionary<string, string> variables)
    {
        using var stream = File.OpenRead(path);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var text = new char[PlanYaml.LongestText + 1];
        try
        {
            var length = reader.ReadBlock(text);
            return Read(new string(text, 0, length), name, variables);
        }
        catch (DecoderFallbackException)
        {
            return PlanOutcome.Unreadable(new PlanFault(name, 1, 1, "syntax", "the file is not UTF-8 text", null, "save it as UTF-8"));
        }
    }

    /// <summary>Reads a text; every fault of syntax, variables and content comes back, in the order of the text.</summary>
    public static PlanOutcome Read(string text, string name, IReadOnlyDictionary<string, string> variables)
    {
        var (root, faults) = PlanYaml.Read(text, name);
        if (root is null)
        {
            return PlanOutcome.Unreadable(faults);
        }

        var filling = new PlanVariables(variables, name);
        var filled = filling.Fill(root);
        var outcome = PlanBuilder.Build(filled, name);
        if (faults.Count == 0 && filling.Faults.Count == 0)
        {
            return outcome;
        }

        // A value that could not be read was checked by a stand-in; what that check says is no fault of the plan.
        var own = faults.Concat(filling.Faults).ToList();
        var unread = own.Select(f => (f.Line, f.Column)).ToHashSet();
        var all = outcome.Faults.Where(f => !unread.Contains((f.Line, f.Column))).Concat(own);
        return outcome with { Plan = null, Faults = [.. all.OrderBy(f => f.Line).ThenBy(f => f.Column)] };
    }
}
