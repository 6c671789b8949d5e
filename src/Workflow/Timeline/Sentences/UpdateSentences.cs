using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>What stakeholders were told, when they should have been, and every estimate of the end with its reason.</summary>
internal static class UpdateSentences
{
    internal static Told? Of(IncidentEvent happened) => happened switch
    {
        IncidentEvent.UpdateDrafted e => Told.As(TimelineKind.Update,
            $"{e.By.Name} drafted an update to {Words.Of(e.Audience)}{Speaks(e.SpeaksOfLossAndEta)}.", $"Draft: {Figures.Quoted(e.Text)}"),
        IncidentEvent.UpdateSent e => Told.As(TimelineKind.Update,
            $"{e.By.Name} sent an update to {Words.Of(e.Audience)}{(e.Edited ? ", edited by hand" : "")}{Speaks(e.SpeaksOfLossAndEta)}: {Figures.Quoted(e.Text)}"),
        IncidentEvent.ReminderGiven e => Told.As(TimelineKind.Update, e.Reminder.Stage switch
        {
            ReminderStage.Soon => $"The comms lead was reminded that an update is due at {Durations.Clock(e.Reminder.DueAt)}.",
            ReminderStage.Due => $"An update was due at {Durations.Clock(e.Reminder.DueAt)} and had not been sent; the comms lead was told.",
            ReminderStage.Deputy => $"An update had been due since {Durations.Clock(e.Reminder.DueAt)}; the deputy was told.",
            _ => throw new InvalidOperationException($"The timeline has no words for the reminder '{e.Reminder.Stage}'."),
        }),
        IncidentEvent.EtaStated e => Told.As(TimelineKind.Eta,
            $"{e.By.Name} told people that service would return {Eta(e.Eta)}"
            + (e.Before is null ? "." : $"; before, it was {Eta(e.Before)}.") + Figures.Because(e.Eta.Reason),
            $"Basis: {Figures.Quoted(e.Eta.Basis)}"),
        _ => null,
    };

    /// <summary>"between 02:20:00 UTC and 02:30:00 UTC", or the one time that was told.</summary>
    internal static string Eta(StatedEta eta) => eta.Latest is { } latest && latest != eta.Earliest
        ? $"between {Durations.Clock(eta.Earliest)} and {Durations.Clock(latest)}"
        : $"at {Durations.Clock(eta.Earliest)}";

    private static string Speaks(bool ofLossAndEta) => ofLossAndEta ? ", which speaks of loss and ETA" : "";
}
