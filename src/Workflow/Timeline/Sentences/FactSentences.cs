using System.Globalization;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>What people and clocks stated: notes, pinned messages, answers, the failure mode, impact, exposure, freezes.</summary>
internal static class FactSentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.NoteTaken e => Told.As(TimelineKind.Note, $"{e.By.Name} noted: {Figures.Quoted(e.Text)}"),
        IncidentEvent.MessagePinned e => Told.As(TimelineKind.Message,
            $"{e.By.Name} pinned what {e.Author} wrote at {Durations.Stamp(e.SaidAt)}: {Figures.Quoted(e.Text)}",
            e.Link is null ? [] : [$"Link: {Shown.Line(e.Link)}"]),
        IncidentEvent.MessageRevised e => Told.As(TimelineKind.Message,
            $"{(e.EditedBy is null ? "Somebody" : Shown.Line(e.EditedBy))} edited what {e.Author} wrote at {Durations.Stamp(e.SaidAt)}, which {e.CapturedBy} had pinned; it now reads {Figures.Quoted(e.Text)}",
            e.Link is null ? [] : [$"Link: {Shown.Line(e.Link)}"]),
        IncidentEvent.MessageRemoved e => Told.As(TimelineKind.Message,
            $"What {e.Author} wrote at {Durations.Stamp(e.SaidAt)}, pinned by {e.CapturedBy}, was deleted in the chat; what was pinned stays above.",
            e.Link is null ? [] : [$"Link: {Shown.Line(e.Link)}"]),
        IncidentEvent.ModeClassified e => Told.As(TimelineKind.Mode,
            (e.Mode == e.Before
                ? $"{e.By.Name} confirmed the failure mode {Words.Of(e.Mode)}."
                : $"{e.By.Name} classified the failure mode as {Words.Of(e.Mode)}; it was {Words.Of(e.Before)} before.") + How(e.How),
            Verdict.Of(e.Mode).Words),
        IncidentEvent.ImpactStated e => Told.As(TimelineKind.Impact, $"{e.By.Name} stated {Impact(e)}.{Figures.Because(e.Reason)}"),
        IncidentEvent.AssumptionStated e => Told.As(TimelineKind.Impact,
            $"{e.By.Name} assumed {Assumed(e.Assumption)}.{Figures.Because(e.Assumption.Reason)}",
            e.Before is null ? [] : [$"Before: {Assumed(e.Before)}, assumed by {Shown.Line(e.Before.By)} at {Durations.Stamp(e.Before.At)}."]),
        IncidentEvent.FreezeOrdered e => Told.As(TimelineKind.Fence, e.Automatic
            ? $"Writes to {Primary(before)} were ordered frozen by the bot itself, as the plan allows, under epoch {e.Epoch}.{Figures.Because(e.Reason)}"
            : $"{e.By.Name} ordered writes to {Primary(before)} frozen, under epoch {e.Epoch}.{Figures.Because(e.Reason)}"),
        IncidentEvent.UnfreezeOrdered e => Told.As(TimelineKind.Fence,
            $"{e.By.Name} ordered the freeze of {Primary(before)} lifted, under epoch {e.Epoch}.{Figures.Because(e.Reason)}"),
        IncidentEvent.RpoReached e => Told.As(TimelineKind.Reading,
            $"The exposure reached the RPO of {Durations.Text(e.Rpo)}: a failover would have given up {Durations.Text(e.Exposure.Span)} of writes by then.",
            $"Window: {Figures.Window(e.Exposure)}; lag was last sampled at {Durations.Clock(e.Exposure.SampledAt)}."),
        _ => null,
    };

    /// <summary>The region whose writes a fence stops.</summary>
    internal static string Primary(Incident state) => state.Plan?.Primary ?? "the primary region";

    private static string How(string how) => string.IsNullOrWhiteSpace(how) ? "" : $" Basis: {Figures.QuotedStop(how)}";

    private static string Assumed(Assumption assumption) => assumption.Kind == AssumptionKind.Recovery
        ? $"a recovery with {Figures.Value(assumption.Share, Plans.ReadingUnit.Share)} within {Durations.Text(assumption.Within ?? TimeSpan.Zero)}"
        : $"that {Figures.Value(assumption.Share, Plans.ReadingUnit.Share)} of users are affected";

    private static string Impact(IncidentEvent.ImpactStated e)
    {
        var parts = new List<string>();
        if (e.Start is { } start)
        {
            parts.Add($"that the impact began at {Durations.Stamp(start)} (before: {Figures.Stamp(e.StartBefore)})");
        }

        if (e.AffectedShare is { } share)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"that {Figures.Value(share, Plans.ReadingUnit.Share)} of users are affected"));
        }

        return parts.Count == 0 ? "nothing about the impact" : string.Join(" and ", parts);
    }
}
