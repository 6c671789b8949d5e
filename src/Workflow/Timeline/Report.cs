using IncidentBot.Workflow.Timeline.Sections;

namespace IncidentBot.Workflow.Timeline;

/// <summary>What every export says, in the order in which it says it: the decision with its numbers, phases, updates, actuals, timeline.</summary>
/// <param name="Title">"INC-1: “summary”".</param>
/// <param name="Standing">Service, severity and phase, and up to when this is known.</param>
/// <param name="Seal">The chain head, and how to verify.</param>
/// <param name="Fault">What is wrong with the stored chain; null when it holds.</param>
public sealed record Report(
    string Incident, string Title, string Standing, IReadOnlyList<ReportLine> Seal, string? Fault, IReadOnlyList<ReportSection> Sections)
{
    public static Report Of(Dossier dossier)
    {
        var state = dossier.State;
        return new Report(
            dossier.Incident,
            DrillMark.Title(state) + (state.Summary.Length == 0 ? dossier.Incident : $"{dossier.Incident}: {Shown.Line(state.Summary)}"),
            Stands(dossier),
            [
                new("Chain head", new Cell(dossier.Head.Hash)),
                new("Covers", new Cell(Figures.Count((int)Math.Min(int.MaxValue, dossier.Head.Version), "event", "events"), dossier.Head.Version, "events")),
                new("Signature", new Cell(dossier.Head.Signature ?? "none")),
                new("To verify", new Cell($"incidentbot verify {dossier.Incident}.json --head {dossier.Head.Hash}")),
                new("Which means", new Cell("the JSON export holds every event with its hash. The bot's public key (--key), got from the bot itself and not with the export, proves all of them; "
                    + "a head that was posted in the incident's room (--head) proves the events up to it.")),
            ],
            dossier.Head.Fault is null ? null : $"THE STORED LOG DOES NOT HOLD: {dossier.Head.Fault}. What follows may have been altered.",
            [
                DecisionSection.Of(dossier),
                PhaseSection.Of(dossier.Phases),
                UpdateSection.Of(dossier),
                ActualSection.Of(dossier.Actuals),
                new ReportSection("timeline", "Timeline", dossier.Timeline.Count == 0
                    ? [new ReportBlock.Statement("The log is empty.", ReportTone.Unknown)]
                    : [new ReportBlock.Log(dossier.Timeline)]),
            ]);
    }

    private static string Stands(Dossier dossier)
    {
        var state = dossier.State;
        return state.Id.Length == 0
            ? "Nothing was declared."
            : $"{DrillMark.Standing(state)}{state.Service}, {Words.Of(state.Severity)}, {Words.Of(state.Phase)}{(state.MergedInto is { } into ? $" (merged into {into})" : "")}. "
                + $"Known up to the last event, {Figures.Stamp(dossier.UpTo)}. Chain head {dossier.Head.Hash}; how to verify it stands at the end.";
    }
}
