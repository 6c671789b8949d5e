using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>Asking those who must approve: a role's holders, then its deputies, then the duty executive, until somebody answers.</summary>
internal static class Calling
{
    /// <summary>Draws up the chain of each role that is missing, and makes the calls that are due.</summary>
    internal static void Settle(Deciding deciding)
    {
        if (!IsAsking(deciding.Incident))
        {
            return;
        }

        foreach (var role in Outlook.MissingRoles(deciding.Failover).Where(r => deciding.Failover.Calls.All(c => c.Role != r)))
        {
            Draw(deciding, role);
        }

        foreach (var calls in deciding.Failover.Calls.Where(c => IsWaiting(deciding.Incident, c)).ToList())
        {
            Make(deciding, calls);
        }
    }

    /// <summary>When the next calls are due, and when chains are exhausted (UTC).</summary>
    internal static IEnumerable<DateTimeOffset?> Moments(Incident incident) => IsAsking(incident)
        ? incident.Failover.Calls.Where(c => IsWaiting(incident, c))
            .Select(c => c.Calls.Where(p => p.IsPending).Min(p => (DateTimeOffset?)p.Due) ?? c.LastWordBy()).Cast<DateTimeOffset?>()
        : [];

    internal static Refusal? Call(Deciding deciding, IncidentCommand.CallRole command)
    {
        var word = Words.Of(command.Role);
        if (!IsAsking(deciding.Incident))
        {
            return Refusal.Because("nothing-proposed", "Nothing is open for approval, so nobody is called for it.", "`propose` puts a failover to the vote.");
        }

        if (deciding.Failover.Calls.FirstOrDefault(c => c.Role == command.Role) is { } calls)
        {
            return Refusal.Because("called-already", $"The chain of {word} has been called already: {Asked(calls)}");
        }

        if (deciding.Failover.Proposal!.Required.Contains(command.Role))
        {
            return Refusal.Because("answered", $"{word} has answered.", "`status` shows the approvals.");
        }

        Draw(deciding, command.Role);
        return null;
    }

    /// <summary>In which capacity this person may approve in a role's stead now; null if they may not, or not yet.</summary>
    internal static Stead? MayStandIn(Deciding deciding, string person, Role role) =>
        deciding.People.SteadOf(person, role) is not { } stead ? null
        : stead == Stead.Deputy && deciding.People.ChainOf(role)!.Uncalled ? stead
        : deciding.Failover.Calls.Any(c => c.Role == role && c.HasCalled(person)) ? stead
        : null;

    /// <summary>When this person's turn comes in the chain of a role that is missing; null if it does not.</summary>
    internal static string? WhenCalled(Deciding deciding, string person)
    {
        foreach (var calls in deciding.Failover.Calls.Where(c => IsWaiting(deciding.Incident, c)))
        {
            if (calls.Calls.FirstOrDefault(c => c.Person == person && c.IsPending) is { } call)
            {
                return $"You may stand in for {Words.Of(calls.Role)} once you are called, at {Durations.Clock(call.Due)}, unless it answers before. {Asked(calls)}";
            }
        }

        return null;
    }

    /// <summary>Who was asked when, and who comes next.</summary>
    internal static string Asked(RoleCalls calls) => calls.Calls.Count == 0
        ? "There is nobody to call."
        : string.Join(" ", calls.Calls.Select(c =>
            c.CalledAt is { } at ? $"{c.Name} was asked at {Durations.Clock(at)}."
            : c.PassedOver is { } why ? $"{c.Name} was not asked: {why}"
            : $"{c.Name} is next, at {Durations.Clock(c.Due)}."));

    private static bool IsAsking(Incident incident) => incident.Failover is { IsOpenToVotes: true, Proposal: { } proposal } && incident.Mode == proposal.Mode;

    /// <summary>The role has neither answered nor been given up, and is still wanted.</summary>
    private static bool IsWaiting(Incident incident, RoleCalls calls) =>
        calls is { AnsweredAt: null, ExhaustedAt: null }
        && (!incident.Failover.Proposal!.Required.Contains(calls.Role) || Outlook.MissingRoles(incident.Failover).Contains(calls.Role));

    private static void Make(Deciding deciding, RoleCalls calls)
    {
        foreach (var call in calls.Calls.Where(c => c.IsPending && c.Due <= deciding.Now))
        {
            deciding.EmitAsBot(WhyNot(deciding, calls.Role, call) is { } why
                ? new IncidentEvent.ApproverPassedOver(calls.Role, call.Person, call.Name, why)
                : new IncidentEvent.ApproverCalled(calls.Role, call.Person, call.Name, call.Stead, call.Position, calls.Calls.Max(c => c.Position)));
        }

        var made = deciding.Failover.Calls.First(c => c.Role == calls.Role);
        if (!made.Calls.Any(c => c.IsPending) && deciding.Now >= made.LastWordBy())
        {
            deciding.EmitAsBot(new IncidentEvent.ChainExhausted(calls.Role));
        }
    }

    private static string? WhyNot(Deciding deciding, Role role, Call call) =>
        deciding.People.Find(call.Person) is not { Active: true, Guest: false } ? "deactivated, a guest, or gone from the directory."
        : deciding.Failover.Proposal!.Required.Contains(role)
            && deciding.Failover.Approvals.FirstOrDefault(a => a.By.Person == call.Person && a.Role != role) is { } other ? $"has approved as {Words.Of(other.Role)}, and one person fills one role."
        : null;

    private static void Draw(Deciding deciding, Role role)
    {
        var groups = Groups(deciding, role);
        var clock = Outlook.Clock(deciding.Incident)!;
        var schedule = CallSchedule.For(groups.Count, deciding.Now, clock.LatestDecision ?? clock.EstimatedDecision, clock.LatestDecision is null);
        deciding.EmitAsBot(new IncidentEvent.ChainDrawn(role,
            [.. groups.SelectMany((group, i) => group.Select(p => new Call(i + 1, p.Person.Id, p.Person.Name, p.Stead, deciding.Now + (schedule.Gap * i))))],
            schedule.Gap, schedule.Rule));
    }

    /// <summary>Who is called together, in order; nobody twice, and never who proposed.</summary>
    private static List<List<(Person Person, Stead? Stead)>> Groups(Deciding deciding, Role role)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { deciding.Failover.Proposal!.By.Person };
        var groups = ApprovalPolicy.FilledBy(role).Select(r => Fit(Holders(deciding, r), null)).ToList();
        foreach (var deputy in deciding.People.ChainOf(role)?.Deputies ?? [])
        {
            groups.Add(Fit([deciding.People.Find(deputy)], Stead.Deputy));
        }

        groups.Add(Fit([deciding.People.DutyExecutive is { } duty ? deciding.People.Find(duty) : null], Stead.DutyExecutive));
        return [.. groups.Where(g => g.Count > 0)];

        List<(Person, Stead?)> Fit(IEnumerable<Person?> people, Stead? stead) =>
            [.. people.OfType<Person>().Where(p => p is { Active: true, Guest: false } && seen.Add(p.Id)).Select(p => (p, stead))];
    }

    /// <summary>Those who hold the role in this incident; if none of them can be asked, whom the directory lists for it. Command is one person's at a time.</summary>
    private static IEnumerable<Person> Holders(Deciding deciding, Role role)
    {
        var proposer = deciding.Failover.Proposal!.By.Person;
        var holders = deciding.People.All.Where(p => p.Id != proposer && !p.Guest && p.MayTake(role) && deciding.Incident.Holds(p.Id, role)).ToList();
        return holders.Count > 0 || role is Role.Commander or Role.Responder ? holders.OrderBy(p => p.Id, StringComparer.Ordinal)
            : deciding.People.All.Where(p => p.MayTake(role)).OrderBy(p => p.Id, StringComparer.Ordinal);
    }
}
