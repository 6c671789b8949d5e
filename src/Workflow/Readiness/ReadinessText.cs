using System.Text;
using IncidentBot.Workflow.Timeline;
using static System.FormattableString;

namespace IncidentBot.Workflow.Readiness;

/// <summary>A report for people: short enough for a room at night, or whole.</summary>
public static class ReadinessText
{
    /// <summary>What of a part is named in the short form; the rest is counted.</summary>
    private const int Named = 2;

    private const int Longest = 110;

    /// <summary>Two lines, and one a part.</summary>
    public static string ForRoom(ReadinessReport report)
    {
        var text = new StringBuilder(Head(report));
        foreach (var part in report.Parts)
        {
            var open = part.Items.Where(i => i.Mark != ReadinessMark.Good).ToList();
            var good = part.Items.Count - open.Count;
            string[] said =
            [
                .. good > 0 ? [Invariant($"{good} of {part.Items.Count} good")] : part.Items.Count == 0 ? new[] { "nothing to object to" } : [],
                .. open.Take(Named).Select(i => Cut(Line(i))),
                .. open.Count > Named ? [Invariant($"and {open.Count - Named} more")] : Array.Empty<string>(),
            ];
            text.Append(Invariant($"\n{Points(part)}: {string.Join("; ", said)}"));
        }

        return text.ToString();
    }

    /// <summary>Every item on a line of its own, with the points that it would bring; lines end in "\n".</summary>
    public static string Whole(ReadinessReport report)
    {
        var text = new StringBuilder(Head(report)).Append('\n');
        foreach (var part in report.Parts)
        {
            text.Append(Invariant($"\n{Points(part)}\n"));
            text.Append(part.Items.Count == 0 ? "  good     nothing to object to\n" : "");
            foreach (var item in part.Items)
            {
                text.Append(Invariant($"  {Mark(item.Mark),-8} {Said(item.Name)}: {Said(item.Words)}{(part.Gain(item) is > 0 and var gain ? Invariant($" (+{gain})") : "")}\n"));
            }
        }

        return text.ToString();
    }

    private static string Head(ReadinessReport report) =>
        Invariant($"Readiness of {report.Service}: {report.Score} of 100, at {Durations.Stamp(report.At)}.")
        + (report.Best is { } best ? Invariant($"\nWhat raises it most (+{best.Gain}): {Said(best.Action)}") : "");

    private static string Points(ReadinessPart part) => part.Weight == 0 ? part.Name : Invariant($"{part.Name} {part.Points}/{part.Weight}");

    private static string Line(ReadinessItem item) => $"{Mark(item.Mark)} {Said(item.Name)}: {Said(item.Words)}";

    /// <summary>Unknown and missing stand out without colour.</summary>
    private static string Mark(ReadinessMark mark) => mark is ReadinessMark.Missing or ReadinessMark.Unknown ? Words.Of(mark).ToUpperInvariant() : Words.Of(mark);

    private static string Said(string text) => Shown.Line(text).TrimEnd('.');

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)]}…";
}
