using System.Text;

namespace IncidentBot.Workflow.Decisions.Explaining;

/// <summary>How a number came about: the formula, the same with the values put in, and where each value comes from.</summary>
/// <param name="Name">The number's symbol: "N95", "LDT", "p*".</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Formula">In symbols, without the name: "ceil(max(W_p95, W_max) × E) + in flight".</param>
/// <param name="Filled">The formula with the values put in; null while one of them is unknown.</param>
/// <param name="Result">The number with its unit, as every card and text shows it; "unknown" while it is.</param>
/// <param name="Inputs">Each value once, in the formula's order.</param>
/// <param name="Missing">What is unknown, and how it can be made known; empty when the number is known.</param>
/// <param name="Notes">How it is rounded, and what it assumes.</param>
public sealed record Explanation(
    string Name, string Title, string Formula, string? Filled, string Result, IReadOnlyList<ExplainedInput> Inputs,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Notes)
{
    /// <summary>What stands for a number that nobody knows.</summary>
    public const string Unknown = "unknown";

    /// <summary>One line: <c>N95 = ceil(max(18/s, 19/s) × 9 s) + 20 = 191 records</c>, or what is missing.</summary>
    public string Line => Filled is null
        ? $"{Name} = {Formula} is unknown: {string.Join("; ", Missing)}"
        : Filled == Result ? $"{Name} = {Result}" : $"{Name} = {Filled} = {Result}";

    /// <summary>All of it, with the age of each sample at <paramref name="now"/>; lines end in "\n".</summary>
    public string Text(DateTimeOffset now)
    {
        var text = new StringBuilder().Append(Title).Append(": ").Append(Result).Append('\n').Append(Name).Append(" = ").Append(Formula);
        if (Filled is not null && Filled != Formula)
        {
            text.Append('\n').Append(Line);
        }

        foreach (var line in Inputs.Select(i => i.Text(now)).Concat(Missing.Select(m => $"Missing: {m}")).Concat(Notes))
        {
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    /// <summary>The explanation of a formula that could be evaluated.</summary>
    internal static Explanation Of(string name, string title, Term formula, string result, params IReadOnlyList<string> notes) =>
        new(name, title, formula.Write(filled: false), formula.Write(filled: true), result, Distinct(formula.Inputs()), [], notes);

    /// <summary>A formula that cannot be evaluated: what is known of its inputs, and what is missing.</summary>
    internal static Explanation Without(
        string name, string title, string formula, IReadOnlyList<string> missing, IEnumerable<Term.Given?> known, params IReadOnlyList<string> notes) =>
        new(name, title, formula, null, Unknown, Distinct(known.OfType<Term.Given>()), missing, notes);

    private static IReadOnlyList<ExplainedInput> Distinct(IEnumerable<Term.Given> inputs) =>
        [.. inputs.Where(i => i.Source.Length > 0).DistinctBy(i => i.Symbol).Select(i => new ExplainedInput(i.Symbol, i.Shown, i.Source, i.At))];
}

/// <summary>One value of a formula.</summary>
/// <param name="SampledAt">When it was true at its source (UTC); null where it has no age.</param>
public sealed record ExplainedInput(string Symbol, string Value, string Source, DateTimeOffset? SampledAt)
{
    internal string Text(DateTimeOffset now) => SampledAt is { } at
        ? $"{Symbol} = {Value}: {Source}, {Durations.Stamp(at)}, {Durations.Text(now > at ? now - at : TimeSpan.Zero)} old"
        : $"{Symbol} = {Value}: {Source}";
}

/// <summary>A number and how it came about, made in one place.</summary>
/// <param name="Value">Null exactly while the number is unknown.</param>
public sealed record Explained<T>(T? Value, Explanation Why)
    where T : struct;
