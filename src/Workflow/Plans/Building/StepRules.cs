namespace IncidentBot.Workflow.Plans.Building;

/// <summary>What makes a run of steps unusable as a failover, whatever each step says by itself.</summary>
internal static class StepRules
{
    public static void Check(IReadOnlyList<StepDraft> steps, PlanSection section)
    {
        foreach (var draft in steps)
        {
            Undo(draft);
            Retries(draft);
        }

        Fence(steps, section);
        PointOfNoReturn(steps, section);
        if (!steps.Any(s => s.Step.Phase == StepPhase.Verify))
        {
            section.Faults.Add(section.Map, "no-verification", "no step proves that service is back", null,
                "write at least one step under `verify`, such as a check of a reading");
        }
    }

    private static void Undo(StepDraft draft)
    {
        var (step, section) = draft;
        var undo = section.Has("undo");
        if (step is { Phase: StepPhase.Prepare, Reversible: true, Action: StepAction.Exec or StepAction.Http or StepAction.Aws or StepAction.Parallel } && !undo)
        {
            section.Faults.Add(section.Map, "no-undo", $"{section.Name} is reversible and has an effect, but no undo", null,
                "write `undo:`, or `reversible: false` if it cannot be undone");
        }

        if (undo && !step.Reversible)
        {
            section.Faults.Add(section.Find("undo")!, "no-undo", $"{section.Name} comes at or after the point of no return and is never undone", null, "remove its `undo`");
        }

        if (undo && step.Action is StepAction.Check or StepAction.Wait)
        {
            section.Faults.Add(section.Find("undo")!, "no-undo", $"{section.Name} has no effect to undo", null, "remove its `undo`");
        }
    }

    private static void Retries(StepDraft draft)
    {
        if (draft is { Step: { Attempts: > 1, Idempotent: false }, Section: var section })
        {
            section.Faults.Add(section.Find("attempts")!, "unsafe-retry", $"{section.Name} would be repeated but is not idempotent",
                FaultLog.Show(section.Find("attempts")!), "write `attempts: 1`, or `idempotent: true` if running it twice is the same as once");
        }
    }

    private static void Fence(IReadOnlyList<StepDraft> steps, PlanSection section)
    {
        var fences = steps.Where(s => s.Step.Fence).ToList();
        if (fences.Count == 0)
        {
            section.Faults.Add(section.Map, "no-fence", "no step fences the primary: both regions could accept writes", null,
                "write `fence: true` on the step under `prepare` that stops writes to the primary");
        }

        foreach (var (step, own) in fences.Skip(1))
        {
            own.Faults.Add(own.Find("fence")!, "no-fence", "a second step is marked as the fence", PlanFault.Quote(step.Id), "mark the one step after which the primary accepts no write");
        }

        foreach (var (step, own) in fences.Take(1))
        {
            if (step.Phase != StepPhase.Prepare || step.Action is StepAction.Check or StepAction.Wait)
            {
                own.Faults.Add(own.Find("fence")!, "no-fence", $"{own.Name} cannot be the fence: it is not under `prepare`, or it has no effect", null,
                    "mark a manual, exec, http, aws or parallel step under `prepare`");
            }
        }
    }

    private static void PointOfNoReturn(IReadOnlyList<StepDraft> steps, PlanSection section)
    {
        var point = steps.FirstOrDefault(s => !s.Step.Reversible);
        if (point is null)
        {
            section.Faults.Add(section.Map, "no-point-of-no-return", "no step is irreversible", null,
                "write `reversible: false` on the first step under `commit`, the one that promotes the target");
            return;
        }

        if (steps.FirstOrDefault(s => s.Step.Phase == StepPhase.Commit) != point)
        {
            section.Faults.Add(point.Section.Map, "point-of-no-return-place",
                $"{point.Section.Name} is the first irreversible step, but not the first step under `commit`", null,
                "put every reversible step under `prepare`, and start `commit` with the irreversible one");
            return;
        }

        foreach (var late in steps.SkipWhile(s => s != point).Where(s => s.Step.Reversible))
        {
            late.Section.Faults.Add(late.Section.Find("reversible")!, "point-of-no-return-place",
                $"{late.Section.Name} comes after the point of no return and is never undone", "'true'", "leave `reversible` out, or move the step to `prepare`");
        }

        if (point.Step.Action is StepAction.Check or StepAction.Wait)
        {
            section.Faults.Add(point.Section.Map, "point-of-no-return-place", $"{point.Section.Name} is marked irreversible but has no effect", null,
                "mark the step that promotes the target");
        }

        if (!point.Section.Has("verify") || point.Step.Verify is StepAction.Manual)
        {
            section.Faults.Add(point.Section.Map, "promotion-unverified", $"{point.Section.Name} is the point of no return and has no probe that proves it", null,
                "write `verify:` with an http, exec, aws or check probe: traffic moves only after a verified promotion");
        }

        foreach (var early in steps.TakeWhile(s => s != point).Append(point).Where(s => s.Step.ShiftsTraffic))
        {
            section.Faults.Add(early.Section.Find("shiftsTraffic")!, "traffic-before-promotion",
                $"{early.Section.Name} moves users before the promotion is verified", "'true'", "move it behind the point of no return");
        }
    }
}
