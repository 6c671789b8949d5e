using System.Text.RegularExpressions;
using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads conditions such as <c>error-rate &lt;= 0.05</c>; the threshold is written in the reading's own unit.</summary>
internal sealed partial class CheckReader(IReadOnlyDictionary<string, KnownReading> readings, FaultLog faults)
{
    private const string Advice = "write READING <= NUMBER, READING >= NUMBER or READING = NUMBER";

    public ReadingCheck? Read(PlanNode node, string what)
    {
        if (node is not PlanNode.Scalar { Text: var text } || Form().Match(text) is not { Success: true } match)
        {
            faults.Add(node, "bad-value", $"{what} is not a condition", FaultLog.Show(node), Advice);
            return null;
        }

        var id = match.Groups[1].Value;
        var comparison = match.Groups[2].Value switch
        {
            "<=" => Comparison.AtMost,
            ">=" => Comparison.AtLeast,
            _ => Comparison.Equal,
        };
        if (Find(node, id) is not { } reading || reading.Unit is not { } unit)
        {
            return null;
        }

        var threshold = Threshold(unit, comparison, match.Groups[3].Value);
        if (threshold is null)
        {
            faults.Add(node, "wrong-unit", $"reading `{id}` has the unit {Words.Of(unit)}", PlanFault.Quote(text), Instead(id, unit));
        }
        else if (unit != ReadingUnit.Boolean && Thresholds.Foregone(unit, match.Groups[2].Value, threshold.Value) is { } holds)
        {
            faults.Add(node, "impossible-threshold", $"the condition {(holds ? "always" : "never")} holds", PlanFault.Quote(text),
                "write a threshold that the reading can be on both sides of");
        }

        return threshold is null ? null : new ReadingCheck(id, comparison, threshold.Value);
    }

    /// <summary>A declared reading; an unknown one is a fault that names the nearest.</summary>
    public KnownReading? Find(PlanNode node, string id)
    {
        if (readings.TryGetValue(id, out var reading))
        {
            return reading;
        }

        var near = NearestWord.Of(id, readings.Keys);
        faults.Add(node, "unknown-reference", "there is no such reading", PlanFault.Quote(id),
            near is not null ? $"write `{near}`, or declare it under `readings`"
            : readings.Count == 0 ? "declare it under `readings`"
            : $"write one of {string.Join(", ", readings.Keys.Take(20))}, or declare it under `readings`");
        return null;
    }

    /// <summary>The name of a declared reading in a given unit; another unit is a fault.</summary>
    public string? InUnit(PlanNode node, string key, ReadingUnit unit)
    {
        if (Values.Text(node, key, faults) is not { } id || Find(node, id) is not { } reading)
        {
            return null;
        }

        if (reading.Unit is { } found && found != unit)
        {
            faults.Add(node, "wrong-unit", $"`{key}` needs a reading in {Words.Of(unit)}",
                $"{PlanFault.Quote(id)} in {Words.Of(found)}", $"name a reading with `unit: {Words.Of(unit)}`");
        }

        return id;
    }

    private static decimal? Threshold(ReadingUnit unit, Comparison comparison, string text)
    {
        switch (unit)
        {
            case ReadingUnit.Seconds:
                return PlanDuration.TryRead(text, out var span) ? span.Ticks / (decimal)TimeSpan.TicksPerSecond : null;
            case ReadingUnit.PerSecond:
                return text.EndsWith("/s", StringComparison.Ordinal) ? Number(text[..^2], Values.Largest) : null;
            case ReadingUnit.Boolean:
                return comparison == Comparison.Equal && text is ("0" or "1") ? Number(text, 1) : null;
            case ReadingUnit.Share:
                return Number(text, 1);
            case ReadingUnit.Count:
                return Number(text, Values.Largest) is { } count && count == decimal.Truncate(count) ? count : null;
            default:
                throw new InvalidOperationException($"No unit '{unit}'.");
        }
    }

    private static decimal? Number(string text, decimal most) =>
        Values.TryNumber(text, out var number) && number >= 0 && number <= most ? number : null;

    private static string Instead(string id, ReadingUnit unit) => unit switch
    {
        ReadingUnit.Seconds => $"write a duration, such as `{id} <= 30s`",
        ReadingUnit.PerSecond => $"write a rate, such as `{id} >= 20/s`",
        ReadingUnit.Boolean => $"write `{id} = 1` or `{id} = 0`",
        ReadingUnit.Share => $"write a number from 0 to 1, such as `{id} <= 0.05`",
        ReadingUnit.Count => $"write a whole number, such as `{id} <= 3`",
        _ => throw new InvalidOperationException($"No unit '{unit}'."),
    };

    [GeneratedRegex(@"\A\s*([a-z][a-z0-9-]{0,62})\s*(<=|>=|=)\s*(\S{1,40})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
