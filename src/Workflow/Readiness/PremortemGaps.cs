using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using static System.FormattableString;

namespace IncidentBot.Workflow.Readiness;

/// <summary>Something that would go wrong, or that nobody would know, and what to do about it.</summary>
public sealed record Gap(string What, string Fix);

/// <summary>The gaps between plan, people and configuration; what lint says of the plan alone is among them, and nothing is said twice.</summary>
internal static class PremortemGaps
{
    internal static IReadOnlyList<Gap> Of(PremortemFacts facts) =>
        [.. Detection(facts), .. People(facts), .. Steps(facts.Ready.Plan), .. Evidence(facts.Ready), .. Money(facts.Ready), .. Drills(facts.Ready), .. Lint(facts.Ready.Findings)];

    private static IEnumerable<Gap> Detection(PremortemFacts facts)
    {
        var service = facts.Ready.Plan.Service;
        if (facts.Rules.Count == 0)
        {
            yield return new Gap($"no alarm rule opens an incident of {service}", $"add one to Alarms:Rules with \"Service\": \"{service}\"");
        }

        if (facts.Doors.Count == 0)
        {
            yield return new Gap("no alarm can come in: no topic is let in, and EventBridge is off", "name the topic in Alarms:Sns:TopicArns, or switch Alarms:EventBridge on");
        }
    }

    private static IEnumerable<Gap> People(PremortemFacts facts)
    {
        var ready = facts.Ready;
        var chains = Enum.GetValues<Role>().ToDictionary(r => r, ready.Chain);
        foreach (var role in ready.Roles)
        {
            var modes = string.Join(", ", ready.Modes.Where(m => ApprovalPolicy.Required(ready.Plan, m, null).Contains(role)).Select(Words.Of));
            var reached = chains[role].Where(c => c.Reachable != false).ToList();
            if (reached.Count == 0)
            {
                yield return new Gap($"nobody who can be reached holds {Words.Of(role)}, which {modes} needs", "give it to somebody in People:List, or name deputies in People:Chains");
            }
            else if (reached.Count == 1)
            {
                yield return new Gap($"{Words.Of(role)} rests on {reached[0].Person.Name} alone", "give the role to a second person, or name a deputy in People:Chains");
            }
        }

        foreach (var work in Enum.GetValues<FailureMode>().Where(m => m != FailureMode.Unknown).Except(ready.Modes)
            .SelectMany(m => Decisions.Verdict.Of(m).Roles.Select(r => (Role: r, Mode: m))).Where(w => !ready.Roles.Contains(w.Role) && chains[w.Role].All(c => c.Reachable == false)).GroupBy(w => w.Role))
        {
            yield return new Gap($"nobody who can be reached holds {Words.Of(work.Key)}, to whom {string.Join(", ", work.Select(w => Words.Of(w.Mode)))} falls", "give it to somebody in People:List");
        }

        foreach (var (person, roles) in ready.Roles.SelectMany(r => chains[r].Where(c => c is { Stead: null, Reachable: not false }).Select(c => (c.Person, Role: r)))
            .GroupBy(h => h.Person.Id).Where(g => g.Count() > 1).Select(g => (g.First().Person, g.Select(h => Words.Of(h.Role)).ToList())))
        {
            yield return new Gap($"{person.Name} holds {string.Join(" and ", roles)}, and one person fills one role", "see that each of them has somebody else too");
        }

        foreach (var mode in ready.Modes.Where(m => Staffing.Short(ready, m, chains) > 0))
        {
            yield return new Gap(Invariant($"{Words.Of(mode)} is {Staffing.Short(ready, mode, chains)} short of people who can be reached: each role needs its own person, and who proposes fills none"), "let more people be reached, with an account on a chat");
        }

        foreach (var (mode, role) in ready.Modes.SelectMany(m => ApprovalPolicy.Required(ready.Plan, m, null).Select(r => (m, r))))
        {
            var window = PremortemPeople.Window(facts, mode).Window;
            if (chains[role].Any(c => c.Reachable != false) && PremortemPeople.Timing(chains[role], window).Whole is var whole && whole > window)
            {
                yield return new Gap($"the chain of {Words.Of(role)} takes {Durations.Text(whole)}, and for {Words.Of(mode)} the latest decision is {Durations.Text(window)} after the impact begins", "shorten the chain or the run, or agree on a longer RTO");
            }
        }

        foreach (var role in ready.Plan.Gates.SelectMany(GateWaivers.Of).Distinct().Order().Where(r => !ready.Roles.Contains(r) && chains[r].All(c => c.Reachable == false)))
        {
            yield return new Gap($"nobody who can be reached holds {Words.Of(role)}, without whom {string.Join(", ", ready.Plan.Gates.Where(g => GateWaivers.Of(g).Contains(role)).Select(g => g.Id))} cannot be waived", "give it to somebody in People:List");
        }
    }

    /// <summary>Steps of which lint says nothing: a missing probe of a call, and of an undo by hand, it names itself.</summary>
    private static IEnumerable<Gap> Steps(FailoverPlan plan)
    {
        foreach (var step in plan.Steps.Where(s => !Premortem.Looks(s)))
        {
            if (step is { Verify: null, Action: StepAction.Manual })
            {
                yield return new Gap($"step {step.Id} is a person's word: nothing verifies it", "add a `verify` that looks at the effect");
            }

            if (step is { Reversible: true, Undo: null, Action: not StepAction.Manual })
            {
                yield return new Gap($"step {step.Id} has no `undo`: an abort leaves it as it is", "add an `undo`");
            }
        }
    }

    private static IEnumerable<Gap> Evidence(ReadinessFacts facts)
    {
        var plan = facts.Plan;
        foreach (var reading in plan.Readings.Where(r => r.Source is ReadingSource.Person))
        {
            yield return new Gap($"nobody but a person answers {reading.Id} ({reading.Title})", "read it from a source, or see that somebody knows how to answer it");
        }

        // What is observed from there, and a gate rests on it, lint says.
        foreach (var reading in plan.Readings.Where(r => (r.ServedFrom ?? r.Source.Region()) == plan.Primary && r.ObservedFrom != plan.Primary && !Says(facts, "served-from-primary")))
        {
            yield return new Gap($"{reading.Id} is served from {plan.Primary}, the region that would be failing", $"read it in {plan.Target} or elsewhere");
        }

        if (plan.Gate(GateId.G8) is not { Terms: GateTerms.Quotas { Items.Count: > 0 } quotas })
        {
            yield return new Gap($"no quota of {plan.Target} is looked at: gate G8 is not picked", "pick G8, with the quotas that the move would use up");
        }
        else
        {
            foreach (var quota in quotas.Items.Where(q => plan.Reading(q.Used)?.Source is ReadingSource.Person))
            {
                yield return new Gap($"nothing measures what is used of the quota {quota.Name}", "read it as `quota`, or as a metric");
            }
        }

        if (facts.BotRegion is null || facts.BotRegion == plan.Primary)
        {
            yield return new Gap(facts.BotRegion is null ? "nobody has said in which region the bot runs" : $"the bot runs in {plan.Primary}, the region that would be failing",
                facts.BotRegion is null ? "set Readings:Region" : "run it elsewhere");
        }
    }

    private static IEnumerable<Gap> Money(ReadinessFacts facts)
    {
        var costs = facts.Plan.Costs;
        var missing = new[]
        {
            costs?.LossPerMinute is null ? "lossPerMinute" : null, costs is null or { AffectedShare: null, AffectedReading: null } ? "affectedShare" : null,
            costs?.Recovery is null ? "recovery" : null, costs?.Failback is null ? "failback" : null, costs?.FailedFailover is null ? "failedFailover" : null,
        }.OfType<string>().ToList();
        if (missing.Count > 0 && !Says(facts, "no-flip-point"))
        {
            yield return new Gap($"the cost of waiting stays unknown, and with it p*: `costs` lacks {string.Join(", ", missing)}", "state them in the plan, or with `assume` in the room where that is possible");
        }
    }

    /// <summary>Whether lint says it already, in its own words.</summary>
    private static bool Says(ReadinessFacts facts, string rule) => facts.Findings.Any(f => f.Rule == rule);

    private static IEnumerable<Gap> Drills(ReadinessFacts facts) =>
        DrillPart.Of(facts).Items.Where(i => i.Mark != ReadinessMark.Good).Select(i => new Gap($"drill of {i.Name}: {i.Words}", i.Action!));

    /// <summary>One a rule: `plan lint` lists them all, with their places.</summary>
    private static IEnumerable<Gap> Lint(IReadOnlyList<LintFinding> findings) => findings.GroupBy(f => f.Rule)
        .Select(r => new Gap($"{r.Key}: {r.First().Message}{(r.Count() == 1 ? "" : Invariant($" (and {r.Count() - 1} more)"))}", r.First().Fix));
}
