using System.Text;
using System.Globalization;
namespace IncidentBot.Workflow.Plans;

/// <summary>A plan as a checklist for paper: what a team follows by hand when the bot is down.</summary>
public static class PlanSheet
{
    private const string Line = "\n";

    /// <summary>The sheet in plain text, with lines ending in "\n". Placeholders stay as they are written.</summary>
    public static string Text(FailoverPlan plan)
    {
        var sheet = new StringBuilder();
        sheet.Append(Inv($"{plan.Service}: {plan.Title}\nversion {plan.Version}, from {plan.Primary} to {plan.Target}\n\nLimits\n"));
        sheet.Append(Inv($"  RTO {PlanDuration.Write(plan.Rto)}, RPO {PlanDuration.Write(plan.Rpo)}\n"));
        sheet.Append(Inv($"  armed at most {PlanDuration.Write(plan.ArmedLimit)}, held at most {PlanDuration.Write(plan.HoldLimit)}, an approval holds {PlanDuration.Write(plan.ApprovalExpiry)}\n"));
        sheet.Append(Inv($"  a lost write costs {plan.Loss.ValuePerWrite} {plan.Loss.Currency}; up to {plan.Loss.WritesInFlight} writes in flight\n"));
        sheet.Append(LayoutText.Of(plan));
        sheet.Append("\nGates, all open before the point of no return\n");
        foreach (var gate in plan.Gates)
        {
            sheet.Append(Inv($"  [ ] {Gate(gate)}\n"));
        }

        sheet.Append(plan.StepUp == true ? "\nThe press needs a one-time code of the person who presses\n" : "");
        sheet.Append("\nApprovals, each by another person, beyond what the failure mode itself requires\n");
        sheet.Append(plan.Approvals.Count == 0 ? "  none\n" : "");
        foreach (var rule in plan.Approvals)
        {
            sheet.Append(Inv($"  {Words.Of(rule.Mode)}: {string.Join(", ", rule.Roles.Select(Words.Of))}{Above(rule, plan)}\n"));
        }

        foreach (var phase in plan.Steps.GroupBy(s => s.Phase))
        {
            sheet.Append(Inv($"\nSteps: {Words.Of(phase.Key)}, about {PlanDuration.Write(phase.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Estimate))}\n"));
            foreach (var step in phase)
            {
                Step(sheet, plan, step);
            }
        }

        return sheet.ToString();
    }

    private static void Step(StringBuilder sheet, FailoverPlan plan, PlanStep step)
    {
        if (step == plan.PointOfNoReturn)
        {
            sheet.Append("  ======== POINT OF NO RETURN: nothing below can be undone ========\n");
        }

        var marks = string.Concat(step.Fence ? ", fence" : "", step.ShiftsTraffic ? ", moves users" : "", step.Idempotent ? "" : ", once only");
        sheet.Append(Inv($"  [ ] {step.Id}: {step.Title} (about {PlanDuration.Write(step.Estimate)}, at most {PlanDuration.Write(step.Timeout)}{Attempts(step)}{marks})\n"));
        sheet.Append(Inv($"        do      {Action(step.Action)}\n"));
        sheet.Append(step.Verify is null ? "" : Inv($"        verify  {Action(step.Verify)}\n"));
        sheet.Append(step.Undo is null ? "" : Inv($"        undo    {Action(step.Undo)}\n"));
    }

    /// <summary>One action in words, on one line or on indented lines.</summary>
    internal static string Action(StepAction action) => action switch
    {
        StepAction.Manual manual => manual.Instruction.TrimEnd().Replace(Line, "\n                ", StringComparison.Ordinal),
        StepAction.Exec exec => string.Join(' ', exec.Arguments.Select(Quoted).Prepend(exec.Program)),
        StepAction.Http http => Inv($"{http.Method} {http.Url}{Part(" body ", http.Body)}{Status(http)}{Part(" with ", http.ExpectBody)}"),
        StepAction.Aws aws => AwsText.Of(aws),
        StepAction.Parallel parallel => "all at once" + string.Concat(parallel.Actions.Select(a => Inv($"\n                {a.Key}: {Action(a.Value)}"))),
        StepAction.Check check => Inv($"wait until {check.Condition}"),
        StepAction.Wait wait => Inv($"wait {PlanDuration.Write(wait.For)}"),
        StepAction.Rehearse rehearse => $"rehearse: {Drill(rehearse.Act)}",
        _ => throw new InvalidOperationException($"No action '{action}'."),
    };

    private static string Drill(DrillAction action) => action switch
    {
        DrillAction.Ask ask => ask.Instruction,
        DrillAction.Exec exec => Action(new StepAction.Exec(exec.Program, exec.Arguments)),
        DrillAction.Http http => Inv($"{http.Method} {http.Url}{Part(" body ", http.Body)}{Part(" with ", http.ExpectBody)}"),
        DrillAction.Check check => Inv($"wait until {check.Condition}"),
        DrillAction.Wait wait => Inv($"wait {PlanDuration.Write(wait.For)}"),
        _ => throw new InvalidOperationException($"No drill action '{action}'."),
    };

    private static string Gate(PlanGate gate)
    {
        var observers = gate.Observers.Count == 0 ? ""
            : Inv($": {(gate.Id == GateId.G2 ? $"{gate.Quorum} of " : "")}{string.Join("; ", gate.Observers)}");
        var age = gate.MaxAge == TimeSpan.MaxValue ? "" : Inv($" (evidence of at most {PlanDuration.Write(gate.MaxAge)})");
        return Inv($"{gate.Id} {Meaning(gate.Id)}{observers}{GateText.Terms(gate.Terms)}{age}{(gate.Waivers is null ? "" : $"; waived by {GateWaivers.InWords(gate)}")}");
    }

    /// <summary>What a gate asks, in a few words.</summary>
    internal static string Meaning(GateId id) => id switch
    {
        GateId.G1 => "failure mode classified, and it permits failover",
        GateId.G2 => "outage confirmed",
        GateId.G3 => "data not corrupt",
        GateId.G4 => "exposure within the RPO",
        GateId.G5 => "old primary fenced, or proven dead",
        GateId.G6 => "the agreed rule names the target as winner",
        GateId.G7 => "target's data healthy",
        GateId.G8 => "target has room in every quota",
        GateId.G9 => "dependencies answer from the target",
        GateId.G10 => "both regions configured alike",
        GateId.G11 => "latency within the budget of every path",
        GateId.G12 => "no other failover of this service, none in the last hour",
        GateId.G13 => "rehearsed by a successful drill",
        GateId.G14 => "bot and evidence outside the failing region",
        GateId.G15 => "stakeholder update drafted",
        GateId.G16 => "owners of failback and reconciliation named",
        _ => throw new InvalidOperationException($"No gate '{id}'."),
    };

    private static string Above(ApprovalRule rule, FailoverPlan plan) =>
        rule.ExecutiveAbove is null ? "" : Inv($"; executive above {rule.ExecutiveAbove} {plan.Loss.Currency}");

    private static string Attempts(PlanStep step) => step.Attempts == 1 ? "" : Inv($", {step.Attempts} attempts");

    private static string Part(string before, string? text) => text is null ? "" : before + Quoted(text.Replace('\n', ' '));

    private static string Status(StepAction.Http http) =>
        http.ExpectStatus.Count == 0 ? "" : Inv($" -> {string.Join(" or ", http.ExpectStatus)}");

    /// <summary>Quoted as a POSIX shell would need it, so that a line can be typed.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@,+%".Contains(c)) ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
