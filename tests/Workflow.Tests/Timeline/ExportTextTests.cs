using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>Read aloud as the reviewer a week later; a change of these files is a change of what reviewers read.</summary>
public sealed class ExportTextTests
{
    [Fact]
    public void A_service_was_moved()
    {
        var chain = new StoredChain(Journeys.Moved().Events);
        ApprovedText.Matches(chain.Markdown, "moved", "md");
    }

    [Fact]
    public void A_service_was_moved_as_a_page() => ApprovedText.Matches(new StoredChain(Journeys.Moved().Events).Html, "moved", "html");

    [Fact]
    public void A_service_was_moved_as_evidence() => ApprovedText.Matches(new StoredChain(Journeys.Moved().Events).Json, "moved", "json");

    [Fact]
    public void A_failover_was_aborted() => ApprovedText.Matches(new StoredChain(Journeys.Aborted().Events).Markdown, "aborted", "md");

    [Fact]
    public void A_press_was_refused() => ApprovedText.Matches(new StoredChain(Journeys.Refused().Events).Markdown, "refused", "md");

    [Fact]
    public void Data_was_corrupted() => ApprovedText.Matches(new StoredChain(Journeys.Corruption().Events).Markdown, "corruption", "md");

    [Fact]
    public void An_incident_is_still_open() => ApprovedText.Matches(new StoredChain(Journeys.Open().Events).Markdown, "open", "md");

    [Fact]
    public void A_broken_chain_is_said_first()
    {
        var events = Journeys.Open().Events;
        var report = Report.Of(Dossier.Of("INC-1", events, new SealedHead(events.Count, new string('0', 64), null, "version 3: its content is not what its hash was made of")));
        Assert.Contains("THE STORED LOG DOES NOT HOLD: version 3", MarkdownExport.Write(report).Split("## ")[0], StringComparison.Ordinal);
        Assert.Contains("THE STORED LOG DOES NOT HOLD: version 3", HtmlExport.Write(report).Split("<h2>")[0], StringComparison.Ordinal);
    }
}
