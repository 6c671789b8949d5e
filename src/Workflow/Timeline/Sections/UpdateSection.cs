using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline.Sentences;

namespace IncidentBot.Workflow.Timeline.Sections;

/// <summary>What stakeholders were told, word for word, and every estimate of the end.</summary>
internal static class UpdateSection
{
    internal static ReportSection Of(Dossier dossier)
    {
        var sent = dossier.Updates.OfType<IncidentEvent.UpdateSent>().ToList();
        var etas = dossier.Updates.OfType<IncidentEvent.EtaStated>().ToList();
        var blocks = new List<ReportBlock>
        {
            sent.Count == 0
                ? new ReportBlock.Statement("No update was sent to anyone.", ReportTone.Warning)
                : new ReportBlock.Statement(
                    $"{Figures.Count(sent.Count, "update was", "updates were")} sent, to {Figures.List(sent.Select(u => Words.Of(u.Audience)).Distinct())}.", ReportTone.Plain),
        };
        blocks.AddRange(sent.Select(Quotation));
        if (etas.Count > 0)
        {
            blocks.Add(new ReportBlock.Table("When service was said to return", ["Told at", "By", "Said", "Basis", "Reason"],
                [.. etas.Select(e => new Cell[]
                {
                    new(Durations.Stamp(e.At)), new(e.By.Name), new(UpdateSentences.Eta(e.Eta)), new(e.Eta.Basis),
                    new(string.IsNullOrWhiteSpace(e.Eta.Reason) ? "none given" : e.Eta.Reason),
                })]));
        }

        return new ReportSection("updates", "Updates sent", blocks);
    }

    private static ReportBlock.Quotation Quotation(IncidentEvent.UpdateSent sent) => new(
        $"To {Words.Of(sent.Audience)}{(sent.Edited ? ", edited by hand" : "")}", sent.At, sent.By.Name, sent.By.Via, sent.Text);
}
