using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>The verdict of this incident's tree: the table's for its failure mode, narrowed or opened only where the table itself leaves it to facts.</summary>
public static class TreeVerdict
{
    /// <summary>The verdict on these facts; the plan's G9, where there is one, speaks for a dependency's copy at the target.</summary>
    public static Verdict At(GateFacts facts)
    {
        var verdict = Of(facts.Mode, facts.Answers);
        if (facts.Mode != FailureMode.DependencyOutage)
        {
            return verdict;
        }

        if (facts.Plan.Gate(GateId.G9) is not { } gate)
        {
            return verdict with { Because = [.. verdict.Because ?? [], "The plan has no gate G9, so nothing shows that the target's copy answers."] };
        }

        var copies = Gates.Evaluate(gate, facts);
        return copies.Verdict == GateVerdict.Open
            ? verdict with { PermitsFailover = true, Words = "Degrade or queue first; the target's copies answer (gate G9), so a failover may be proposed." }
            : verdict with { Because = [.. verdict.Because ?? [], $"G9 is {Words.Of(copies.Verdict)}: {string.Join(" ", copies.Reasons)}"] };
    }

    /// <summary>The verdict without a plan's gates. Answers count only while they lead to the mode; a mode that a person stated otherwise is the table's.</summary>
    public static Verdict Of(FailureMode mode, IReadOnlyList<Answer> answers)
    {
        var verdict = Verdict.Of(mode);
        if (answers.Count == 0 || DecisionTree.Walk(answers).Mode != mode)
        {
            return verdict;
        }

        var counted = DecisionTree.Counted(answers);
        verdict = verdict with { Because = [.. counted.Select(Said)] };
        return counted is [.., { Question: TreeQuestions.UsersServed, Choice: "yes" }]
            ? verdict with
            {
                PermitsFailover = false,
                Words = "Stay: users still reach the primary. Guard the RPO; once they are cut off, answer `answer users-served no`.",
                Advice = ["Halt writes (`freeze`) when the exposure reaches the RPO.", "Watch whether users still reach the primary.", "Repair the link between the regions."],
            }
            : verdict;
    }

    /// <summary>An answer in a sentence, with its reading where it has one.</summary>
    public static string Said(Answer answer) =>
        $"{DecisionTree.Find(answer.Question)?.Text ?? answer.Question} {answer.Choice}, by {answer.Source} at {Durations.Clock(answer.At)}"
        + (answer.Evidence is { } seen ? $" ({seen.Name} was {seen.Value}, held against {seen.Threshold}, sampled {Durations.Clock(seen.SampledAt)})." : ".");
}
