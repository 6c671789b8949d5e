using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>Events as a store would keep them, and the exports of such a store.</summary>
internal sealed class StoredChain
{
    internal StoredChain(IReadOnlyList<IncidentEvent> events)
    {
        Events = events;
        var hash = HashChain.Genesis("INC-1");
        foreach (var happened in events)
        {
            var (type, at, data) = (EventRegistry.NameOf(happened), UtcText.Of(happened.At), EventRegistry.Write(happened));
            var next = HashChain.Next(hash, Rows.Count + 1, type, at, data);
            Rows.Add(new StoredRow(Rows.Count + 1, type, at, data, hash, next));
            hash = next;
        }

        Head = hash;
    }

    internal IReadOnlyList<IncidentEvent> Events { get; }

    internal List<StoredRow> Rows { get; } = [];

    internal string Head { get; }

    internal Report Report => Report.Of(Dossier.Of("INC-1", Events, new SealedHead(Rows.Count, Head, "c2lnbmVk", null)));

    internal string Markdown => MarkdownExport.Write(Report);

    internal string Html => HtmlExport.Write(Report);

    internal string Json => JsonExport.Write(Report, "INC-1", Rows, Head, "c2lnbmVk");
}
