namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>answers</c>: by question a condition (yes while it holds, else no), or a map from choices to conditions, of which the first that holds answers.</summary>
internal sealed class AnswersReader(PlanSection plan, CheckReader checks)
{
    private readonly FaultLog faults = plan.Faults;

    public IReadOnlyList<PlanAnswer> Read()
    {
        if (plan.Section("answers", "answers", "{ outside-view: error-rate >= 0.5 }", required: false) is not { } section)
        {
            return [];
        }

        faults.Keys(section.Map, [.. TreeQuestions.All.Select(q => q.Id)]);
        return [.. section.Map.Entries.SelectMany(Answer)];
    }

    private IEnumerable<PlanAnswer> Answer(PlanEntry entry)
    {
        var place = new PlanPlace(entry.Line, entry.Column);
        if (TreeQuestions.Find(entry.Key) is not { } question)
        {
            Unknown(place, "question", entry.Key, TreeQuestions.All.Select(q => q.Id));
            return [];
        }

        var words = question.Choices.Select(c => c.Word).ToList();
        if (entry.Value is PlanNode.Map map)
        {
            faults.Keys(map, words);
            return [.. map.Entries.Select(choice => Choice(question.Id, words, choice)).OfType<PlanAnswer>()];
        }

        if (!words.Contains("yes") || !words.Contains("no"))
        {
            faults.Add(entry.Value, "wrong-type", $"question {question.Id} is not answered with yes or no", FaultLog.Show(entry.Value),
                $"write `{{ {words[0]}: READING = 1 }}`, a condition by choice: {string.Join(", ", words)}");
            return [];
        }

        return checks.Read(entry.Value, $"the answer to {question.Id}") is { } check ? [new PlanAnswer(question.Id, "yes", check, "no")] : [];
    }

    private PlanAnswer? Choice(string question, List<string> words, PlanEntry choice)
    {
        if (!words.Contains(choice.Key))
        {
            Unknown(new PlanPlace(choice.Line, choice.Column), $"choice of {question}", choice.Key, words);
            return null;
        }

        return checks.Read(choice.Value, $"the answer to {question}") is { } check ? new PlanAnswer(question, choice.Key, check, null) : null;
    }

    private void Unknown(PlanPlace at, string what, string found, IEnumerable<string> known) =>
        faults.Add(at, "unknown-word", $"there is no such {what}", PlanFault.Quote(found), $"write one of {string.Join(", ", known)}");
}
