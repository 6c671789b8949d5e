using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>The tree's questions: answered by people, and by readings where the plan says how. A reading answers only what is open, and corrects only its own answers.</summary>
internal static class Inquiry
{
    internal static Refusal? Answer(Deciding deciding, IncidentCommand.AnswerQuestion command)
    {
        if (DecisionTree.Find(command.Question) is not { } question)
        {
            return Refusal.Because("unknown-question", $"There is no question '{command.Question}'.", "`ask` shows the next one.");
        }

        if (question.Choices.All(c => c.Word != command.Choice))
        {
            return Refusal.Because("unknown-choice", command.Choice.Length == 0 ? "No answer was given." : $"'{command.Choice}' does not answer it.",
                $"Choose one of: {string.Join(", ", question.Choices.Select(c => c.Word))}.");
        }

        var before = DecisionTree.Walk(deciding.Incident.Answers);
        deciding.Emit(new IncidentEvent.QuestionAnswered(new Answer(question.Id, command.Choice, deciding.Actor.Name, deciding.Now)));
        if (deciding.Incident.Phase == IncidentPhase.Declared)
        {
            Lifecycle.Follow(deciding, IncidentTrigger.Investigate);
        }

        Conclude(deciding, question.Id, before);
        return null;
    }

    /// <summary>
    /// Draws from fresh readings what the plan lets them answer, as long as nobody has classified the failure and no failover is under way:
    /// a reading that flickers must never void an approval.
    /// </summary>
    internal static void AskReadings(Deciding deciding)
    {
        if (deciding.Incident is not { Plan.Answers: { Count: > 0 } rules, Mode: FailureMode.Unknown, Failover.State: FailoverState.Idle, Phase: < IncidentPhase.Resolved })
        {
            return;
        }

        foreach (var again in DecisionTree.Counted(deciding.Incident.Answers).Where(a => a.Evidence is not null).ToList())
        {
            if (DecisionTree.Walk(deciding.Incident.Answers).Mode is null && Drawn(deciding, rules, again.Question) is { } now && now.Choice != again.Choice)
            {
                Say(deciding, now);
            }
        }

        while (DecisionTree.Walk(deciding.Incident.Answers).Next is { } open && Drawn(deciding, rules, open.Id) is { } answer)
        {
            Say(deciding, answer);
        }
    }

    private static void Say(Deciding deciding, Answer answer)
    {
        deciding.EmitAsBot(new IncidentEvent.QuestionAnswered(answer));
        if (DecisionTree.Walk(deciding.Incident.Answers).Mode is { } mode && mode != FailureMode.Unknown)
        {
            deciding.EmitAsBot(new IncidentEvent.ModeClassified(mode, deciding.Incident.Mode, "By the answers to the questions, the last of them by the readings."));
        }
    }

    /// <summary>The first rule that says something; one that cannot be told ends it, for those after it are only meant where it does not hold.</summary>
    private static Answer? Drawn(Deciding deciding, IReadOnlyList<PlanAnswer> rules, string question)
    {
        foreach (var rule in rules.Where(r => r.Question == question))
        {
            if (deciding.Incident.Readings.GetValueOrDefault(rule.When.Reading) is not { } reading || reading.ValueAt(deciding.Now) is not { } value)
            {
                return null;
            }

            if ((rule.When.Holds(value) ? rule.Choice : rule.Otherwise) is { } choice)
            {
                return new Answer(question, choice, Decisions.Answer.Readings, deciding.Now) { Evidence = Gates.Evidence(reading, rule.When.ToString()) };
            }
        }

        return null;
    }

    /// <summary>An answer on the way settles the mode; one that opens the way again, where the answers had settled it, takes the classification back.</summary>
    private static void Conclude(Deciding deciding, string question, TreeStep before)
    {
        if (!DecisionTree.Passes(deciding.Incident.Answers, question))
        {
            return;
        }

        var after = DecisionTree.Walk(deciding.Incident.Answers);
        if (after.Mode is { } mode)
        {
            deciding.Emit(new IncidentEvent.ModeClassified(mode, deciding.Incident.Mode, "By the answers to the questions."));
            Turning.AfterMove(deciding);
        }
        else if (before.Mode is { } settled && settled == deciding.Incident.Mode && settled != FailureMode.Unknown)
        {
            deciding.Emit(new IncidentEvent.ModeClassified(FailureMode.Unknown, settled, "An answer has changed, and the questions go on."));
        }
    }
}
