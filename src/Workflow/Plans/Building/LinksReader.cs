namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>links</c>: runbook, dashboard and bridge.</summary>
internal static class LinksReader
{
    public static PlanLinks? Read(PlanSection plan)
    {
        if (plan.Section("links", "links", "{ runbook: https://wiki.example.com/checkout }", required: false) is not { } section)
        {
            return null;
        }

        var links = new PlanLinks(Link(section, "runbook"), Link(section, "dashboard"), Link(section, "bridge"));
        section.Close();
        return links.All.Count == 0 ? null : links;
    }

    private static string? Link(PlanSection section, string key) =>
        section.Find(key) is { } node ? Urls.Absolute(node, key, placeholders: false, section.Faults) : null;
}
