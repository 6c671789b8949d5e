namespace IncidentBot.Workflow.Plans.Building;

/// <summary>A step with the section it was read from, so that rules can say where it stands and which keys were written.</summary>
internal sealed record StepDraft(PlanStep Step, PlanSection Section);

/// <summary>Reads <c>steps</c>: three lists, prepare, commit and verify, which run in that order.</summary>
internal sealed class StepsReader(PlanSection plan, ActionReader actions)
{
    private const int MostSteps = 100;

    private readonly FaultLog faults = plan.Faults;
    private readonly HashSet<string> ids = [];

    /// <summary>From the first irreversible step on nothing is undone, so what follows need not say so.</summary>
    private bool pastReturn;

    /// <summary>The section itself, for faults of what is missing in it; null when it is missing.</summary>
    public PlanSection? Section { get; private set; }

    public IReadOnlyList<StepDraft> Read()
    {
        Section = plan.Section("steps", "steps", "{ prepare: [...], commit: [...], verify: [...] }", required: true);
        if (Section is null)
        {
            return [];
        }

        var drafts = new List<StepDraft>();
        foreach (var phase in Enum.GetValues<StepPhase>())
        {
            foreach (var node in Section.Items(Words.Of(phase), "[{ id: NAME, ... }]"))
            {
                if (Draft(node, phase) is { } draft)
                {
                    drafts.Add(draft);
                }
            }
        }

        Section.Close();
        if (drafts.Count > MostSteps)
        {
            faults.Add(Section.Map, "bad-value", $"there are more than {MostSteps} steps", Values.Invariant($"{drafts.Count}"), "merge steps that always run together");
        }

        return drafts;
    }

    private StepDraft? Draft(PlanNode node, StepPhase phase)
    {
        var title = node is PlanNode.Map named && named.Entries.FirstOrDefault(e => e.Key == "id")?.Value is PlanNode.Scalar { Text: var word }
            ? $"step {word}" : "a step";
        if (PlanSection.Open(node, title, "write `- id: NAME` and the step's other keys", faults) is not { } section)
        {
            return null;
        }

        var id = Id(section);
        var label = section.Text("title", "Promote the replica");
        var action = actions.Do(section);
        var looks = action is StepAction.Check or StepAction.Wait;
        var reversible = section.Flag("reversible", otherwise: !pastReturn) ?? !pastReturn;
        pastReturn |= !reversible;
        var step = new PlanStep
        {
            Id = id ?? "",
            Title = label ?? "",
            Phase = phase,
            Action = action ?? new StepAction.Manual(""),
            Verify = actions.Verify(section),
            Undo = actions.Undo(section),
            Reversible = reversible,
            Fence = section.Flag("fence", false) ?? false,
            ShiftsTraffic = section.Flag("shiftsTraffic", false) ?? false,
            Idempotent = section.Flag("idempotent", looks) ?? false,
            Timeout = section.Duration("timeout", TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(4), "60s") ?? default,
            Attempts = section.Find("attempts") is { } attempts ? Values.Whole(attempts, "attempts", 1, 10, faults) ?? 1 : 1,
            Estimate = section.Duration("estimate", null, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(4), "20s") ?? default,
            Drill = DrillReader.Read(section, actions),
        };
        section.Close();
        return new StepDraft(step, section);
    }

    private string? Id(PlanSection section)
    {
        var id = section.Name("id", "promote");
        if (id is null)
        {
            return null;
        }

        faults.Mark($"step {id}", section);
        if (!ids.Add(id))
        {
            faults.Add(section.Find("id")!, "duplicate-id", "two steps have one id", PlanFault.Quote(id), "give each step an id of its own");
        }

        return id;
    }
}
