using IncidentBot.Workflow.Plans;

namespace IncidentBot.Plans;

/// <summary>The plans of one folder, or everything that is wrong with it: a catalogue exactly when there is no fault.</summary>
internal sealed class PlanFolder : IPlanCatalog
{
    private readonly Dictionary<string, FailoverPlan> byService;

    private PlanFolder(IReadOnlyList<FailoverPlan> plans, IReadOnlyList<string> faults, IReadOnlyList<(string Name, PlanOutcome Outcome)> files)
    {
        Files = files;
        byService = plans.DistinctBy(p => p.Service).ToDictionary(p => p.Service);
        All = [.. byService.Values.OrderBy(p => p.Service, StringComparer.Ordinal)];
        Faults = faults;
    }

    public IReadOnlyList<FailoverPlan> All { get; }

    /// <summary>One line each: a fault of a plan with its place, an unreadable file, or a service with two plans.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Every file that could be read, in the order of their names, for what needs the places of a plan's parts.</summary>
    public IReadOnlyList<(string Name, PlanOutcome Outcome)> Files { get; }

    public FailoverPlan? Find(string service) => byService.GetValueOrDefault(service);

    /// <summary>Reads every *.yaml file in the folder, in the order of their names. An empty folder is no fault.</summary>
    public static PlanFolder Load(string contentRoot, PlansOptions options)
    {
        var folder = Path.GetFullPath(options.Folder, contentRoot);
        if (!Directory.Exists(folder))
        {
            return new PlanFolder([], [$"Plans:Folder: there is no folder '{folder}'; create it, or name another"], []);
        }

        var plans = new List<FailoverPlan>();
        var faults = new List<string>();
        var files = new List<(string, PlanOutcome)>();
        var owners = new Dictionary<string, string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.Combine(options.Folder, Path.GetFileName(path));
            var outcome = TryLoad(path, name, options, faults);
            faults.AddRange(outcome?.Faults.Select(f => f.ToString()) ?? []);
            if (outcome is not null)
            {
                files.Add((name, outcome));
            }

            if (outcome?.Plan is not { } plan)
            {
                continue;
            }

            if (!owners.TryAdd(plan.Service, name))
            {
                var place = outcome.Place("service");
                faults.Add(new PlanFault(name, place.Line, place.Column, "duplicate-id", "another file has a plan of this service",
                    $"{PlanFault.Quote(plan.Service)} in {owners[plan.Service]}", "keep one plan a service").ToString());
            }

            plans.Add(plan);
        }

        return new PlanFolder(plans, faults, files);
    }

    private static PlanOutcome? TryLoad(string path, string name, PlansOptions options, List<string> faults)
    {
        try
        {
            return PlanFile.Load(path, name, options.Variables);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{name}: the file cannot be read: {e.Message}");
            return null;
        }
    }
}
