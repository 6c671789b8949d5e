using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Detect, decide and recover on one time axis as inline SVG, with the point of no return and the RTO marked. Nothing of it comes from outside.</summary>
internal static class PhaseStrip
{
    private const double Left = 78;
    private const double Right = 740;
    private const double Top = 26;
    private const double RowHeight = 28;
    private const double Bottom = Top + (3 * RowHeight);

    /// <summary>The picture; empty when not even a beginning is known.</summary>
    internal static string Of(Phases phases)
    {
        var known = phases.All.SelectMany(p => new[] { p.From, p.To }).OfType<DateTimeOffset>().ToList();
        if (known.Count == 0 || phases.LastEventAt is not { } last)
        {
            return "";
        }

        var start = known.Min();
        var end = known.Append(phases.Recover.To is null ? last : known.Max()).Max();
        var due = phases.Detect.From is { } impact && phases.Rto.Limit is { } rto && DateTimeOffset.MaxValue - impact > rto ? impact + rto : (DateTimeOffset?)null;
        // A limit far beyond the end would squeeze what happened into a corner.
        var shownDue = due is { } d && d > start && (d - start) <= (end - start) * 2 ? due : null;
        var axis = new Axis(start, shownDue > end ? shownDue.Value : end);

        var svg = new StringBuilder();
        Add(svg, $"<svg viewBox=\"0 0 760 {Bottom + 40:0}\" role=\"img\" aria-label=\"{HtmlText.Of(Words(phases))}\">");
        for (var i = 0; i < 3; i++)
        {
            Row(svg, phases.All[i], axis, last, Top + (i * RowHeight));
        }

        Add(svg, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Bottom + 2:0}\" y2=\"{Bottom + 2:0}\"/>");
        Add(svg, $"<text class=\"small\" x=\"{Left}\" y=\"{Bottom + 18:0}\">{Durations.Clock(start)}</text>");
        Add(svg, $"<text class=\"small\" x=\"{Right}\" y=\"{Bottom + 18:0}\" text-anchor=\"end\">{Durations.Clock(axis.End)}</text>");
        Mark(svg, phases.Decide.To, axis, "ponr", 14, "point of no return, ");
        Mark(svg, shownDue, axis, "rto", Bottom + 34, "RTO ends, ");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Row(StringBuilder svg, Phase phase, Axis axis, DateTimeOffset last, double y)
    {
        Add(svg, $"<text x=\"0\" y=\"{y + 15:0}\">{phase.Name}</text>");
        var isOpen = phase.To is null;
        if (phase.From is not { } from || (phase.To ?? last) is var to && to < from)
        {
            Add(svg, $"<text class=\"small\" x=\"{Left}\" y=\"{y + 15:0}\">{(phase.From is null ? "not begun, or unknown" : "unknown")}</text>");
            return;
        }

        var (x1, x2) = (axis.At(from), Math.Max(axis.At(from) + 2, axis.At(to)));
        var label = phase.Took is { } took ? Durations.Text(took) : $"{Durations.Text(to - from)} by the last event";
        Add(svg, $"<rect class=\"{phase.Name.ToString().ToLowerInvariant()}{(isOpen ? " open" : "")}\" x=\"{x1:0.#}\" y=\"{y:0}\" width=\"{x2 - x1:0.#}\" height=\"20\" rx=\"2\"/>");
        var room = (label.Length * 6.6) + 10;
        Add(svg, x2 + room < Right ? $"<text x=\"{x2 + 6:0.#}\" y=\"{y + 15:0}\">{label}</text>"
            : x1 - room > Left ? (FormattableString)$"<text x=\"{x1 - 6:0.#}\" y=\"{y + 15:0}\" text-anchor=\"end\">{label}</text>"
            : $"<text x=\"{x1 + 8:0.#}\" y=\"{y + 15:0}\" style=\"fill:var(--ground);font-weight:600\">{label}</text>");
    }

    private static void Mark(StringBuilder svg, DateTimeOffset? at, Axis axis, string kind, double y, string words)
    {
        if (at is not { } known)
        {
            return;
        }

        var x = axis.At(known);
        var (anchor, shift) = x > (Left + Right) / 2 ? ("end", -5) : ("start", 5);
        var (from, to) = kind == "ponr" ? (4.0, Bottom + 2) : (Top, Bottom + 38);
        Add(svg, $"<line class=\"{kind}\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{from:0}\" y2=\"{to:0}\"/>");
        Add(svg, $"<text class=\"small {kind}-text\" x=\"{x + shift:0.#}\" y=\"{y:0}\" text-anchor=\"{anchor}\">{words}{Durations.Clock(known)}</text>");
    }

    private static string Words(Phases phases) => string.Join("; ", phases.All.Select(p =>
        $"{p.Name} {(p.Took is { } took ? Durations.Text(took) : $"unknown, {p.Why}")}"));

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Axis(DateTimeOffset Start, DateTimeOffset End)
    {
        internal double At(DateTimeOffset at) =>
            End <= Start ? Left : Left + ((Right - Left) * Math.Clamp((at - Start).Ticks / (double)(End - Start).Ticks, 0, 1));
    }
}
