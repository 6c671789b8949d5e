namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Collects the faults of one file and the places of its parts.</summary>
internal sealed class FaultLog(string file, Action<PlanNode.Map, IReadOnlyCollection<string>>? keys = null)
{
    private readonly List<PlanFault> faults = [];
    private readonly Dictionary<string, PlanPlace> places = [];

    /// <summary>In the order of the text; faults at one place stay in the order in which they were found.</summary>
    public IReadOnlyList<PlanFault> Faults => [.. faults.OrderBy(f => f.Line).ThenBy(f => f.Column)];

    public IReadOnlyDictionary<string, PlanPlace> Places => places;

    public void Add(PlanNode at, string rule, string problem, string? found, string instead) =>
        Add(new PlanPlace(at.Line, at.Column), rule, problem, found, instead);

    public void Add(PlanPlace at, string rule, string problem, string? found, string instead) =>
        faults.Add(new PlanFault(file, at.Line, at.Column, rule, problem, found, instead));

    public void Mark(string subject, PlanPlace place) => places.TryAdd(subject, place);

    /// <summary>A part and each of its keys: "step fence", "step fence verify".</summary>
    public void Mark(string subject, PlanSection section)
    {
        Mark(subject, section.Map.Place());
        foreach (var entry in section.Map.Entries)
        {
            Mark($"{subject} {entry.Key}", new PlanPlace(entry.Line, entry.Column));
        }
    }

    /// <summary>Which keys a map may have, once all of it is read.</summary>
    public void Keys(PlanNode.Map map, IReadOnlyCollection<string> known) => keys?.Invoke(map, known);

    /// <summary>A node as a fault shows it.</summary>
    public static string Show(PlanNode node) => node switch
    {
        PlanNode.Scalar { Text.Length: 0 } => "nothing",
        PlanNode.Scalar scalar => PlanFault.Quote(scalar.Text),
        PlanNode.List => "a list",
        PlanNode.Map => "a map",
        _ => throw new InvalidOperationException($"No node '{node}'."),
    };
}
