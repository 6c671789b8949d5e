using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>Section "Redaction": what of the answers of machinery is never stored, beside the forms of well-known credentials, which never are.</summary>
internal sealed class RedactionOptions
{
    internal const string Section = "Redaction";

    /// <summary>Regular expressions, at most 50 of 1 to 500 characters; no look-around and no back-references. What they match is replaced in the answers of steps, probes and drills.</summary>
    public List<string> Expressions { get; set; } = [];
}

/// <summary>Lists every fault of the expressions.</summary>
internal sealed class RedactionOptionsValidator : IValidateOptions<RedactionOptions>
{
    private const int Most = 50;
    private const int Longest = 500;

    public ValidateOptionsResult Validate(string? name, RedactionOptions options)
    {
        var faults = options.Expressions.Select(Fault).OfType<string>().ToList();
        if (options.Expressions.Count > Most)
        {
            faults.Add($"Redaction:Expressions must hold {Most} at most; it holds {options.Expressions.Count}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? Fault(string text, int place)
    {
        if (text.Length is 0 or > Longest)
        {
            return $"Redaction:Expressions:{place} must be a regular expression of 1 to {Longest} characters; it has {text.Length}.";
        }

        try
        {
            return Redaction.Expression(text).IsMatch("") ? $"Redaction:Expressions:{place} must match something; it matches the empty text, and so everywhere: \"{text}\"." : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"Redaction:Expressions:{place} must be a regular expression without look-around and back-references; it is \"{text}\".";
        }
    }
}
