using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Decisions;

/// <summary>An answer that was given, by whom or by which reading, and when (UTC).</summary>
public sealed record Answer(string Question, string Choice, string Source, DateTimeOffset At)
{
    /// <summary>Who is named as the source of an answer that the plan draws from a reading.</summary>
    public const string Readings = "the readings";

    /// <summary>The reading behind it; null for a person's answer.</summary>
    public GateEvidence? Evidence { get; init; }
}

/// <summary>Where the questions stand: the next one, or the failure mode they settled.</summary>
public sealed record TreeStep(Question? Next, FailureMode? Mode);

/// <summary>The questions that lead from "something is wrong" to a failure mode. Corruption is asked first: it forbids what all others may permit.</summary>
public static class DecisionTree
{
    /// <summary>The first question of every incident.</summary>
    public const string Root = TreeQuestions.Root;

    public static Question? Find(string id) => TreeQuestions.Find(id);

    /// <summary>All questions, for help and for tests.</summary>
    public static IReadOnlyCollection<Question> All => TreeQuestions.All;

    /// <summary>Walks the answers from the root; the last answer to a question counts.</summary>
    public static TreeStep Walk(IEnumerable<Answer> answers) => Walk(answers, []);

    /// <summary>The answers that count, in the order of the walk: the last one to each question on the way.</summary>
    public static IReadOnlyList<Answer> Counted(IEnumerable<Answer> answers)
    {
        var all = answers as IReadOnlyList<Answer> ?? [.. answers];
        var passed = new List<string>();
        Walk(all, passed);
        return [.. passed.Select(q => all.Last(a => a.Question == q))];
    }

    /// <summary>Whether the walk comes by a question: an answer beside the way settles nothing.</summary>
    public static bool Passes(IEnumerable<Answer> answers, string question)
    {
        var passed = new List<string>();
        Walk(answers, passed);
        return passed.Contains(question);
    }

    private static TreeStep Walk(IEnumerable<Answer> answers, List<string> passed)
    {
        var given = new Dictionary<string, string>();
        foreach (var answer in answers)
        {
            given[answer.Question] = answer.Choice;
        }

        var question = TreeQuestions.Find(Root)!;
        while (given.TryGetValue(question.Id, out var word)
            && question.Choices.FirstOrDefault(c => c.Word == word) is { } choice)
        {
            passed.Add(question.Id);
            if (choice.Mode is { } mode)
            {
                return new TreeStep(null, mode);
            }

            question = TreeQuestions.Find(choice.Next!)!;
        }

        return new TreeStep(question, null);
    }
}
