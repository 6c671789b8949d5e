using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Cli;

/// <summary>Holds the plans' approvals against the people of the configuration: a quorum that nobody can reach is found out today, not in the incident.</summary>
/// <remarks>Looked at by <c>--check</c> only: whoever starts the bot again in an incident must not be stopped because somebody has left.</remarks>
internal static class PeopleOfPlans
{
    /// <summary>One line a failure mode that cannot be approved, with file, line and column. None while nobody is listed, or while the settings have faults of their own.</summary>
    internal static IReadOnlyList<string> Faults(string? config, string folder)
    {
        try
        {
            var file = Settings.File(config, folder);
            var settings = Settings.Read(config, folder);
            if (SettingsShape.Faults(settings).Count > 0)
            {
                return [];
            }

            var people = settings.GetSection("People").Get<PeopleOptions>() ?? new PeopleOptions();
            var plans = settings.GetSection(PlansOptions.Section).Get<PlansOptions>() ?? new PlansOptions();
            return people.List.Count == 0 ? [] : Faults(PlanFolder.Load(Path.GetDirectoryName(file)!, plans), people);
        }
        catch (Exception e) when (e is ConfigurationException or InvalidOperationException)
        {
            return [];
        }
    }

    internal static IReadOnlyList<string> Faults(PlanFolder plans, PeopleOptions people) =>
    [
        .. from file in plans.Files
           where file.Outcome.Plan is not null
           from mode in file.Outcome.Plan!.Approvals.Select(a => a.Mode).Append(FailureMode.RegionLoss).Distinct()
           let fault = Fault(file.Name, file.Outcome, mode, people)
           where fault is not null
           select fault.ToString(),
    ];

    private static PlanFault? Fault(string name, PlanOutcome outcome, FailureMode mode, PeopleOptions people)
    {
        // As if the loss were unknown: then an executive is asked wherever the plan sets a limit.
        var required = ApprovalPolicy.Required(outcome.Plan!, mode, null);
        var able = people.List.Where(p => p is { Active: true, Guest: false }).Select(p => Fills(p, people)).ToList();
        var open = Staffing.Unfilled(required, able);
        var place = outcome.Place($"approvals {Words.Of(mode)}");
        return open.Count > 0
            ? new PlanFault(name, place.Line, place.Column, "too-few-people",
                $"a failover for {Words.Of(mode)} needs {Named(required)}, each another person, and for {Named(open)} nobody is left in People:List", null,
                "give the role to another active person who is no guest, or ask for fewer roles")
            : able.Count <= required.Count
                ? new PlanFault(name, place.Line, place.Column, "too-few-people",
                    $"a failover for {Words.Of(mode)} needs {Named(required)}, each another person, and one more who proposes it; People:List has {able.Count} who may", null,
                    "add another active person who is no guest")
                : null;
    }

    /// <summary>The roles that a person could fill: own ones, those that own ones stand for, and those in whose chain the person is called.</summary>
    private static HashSet<Role> Fills(PersonOptions person, PeopleOptions people)
    {
        var own = person.Roles.SelectMany(Read).ToList();
        return
        [
            .. Enum.GetValues<Role>().Where(role => ApprovalPolicy.FilledBy(role).Any(own.Contains) || people.DutyExecutive == person.Id),
            .. people.Chains.Where(c => c.Value.Deputies.Contains(person.Id)).SelectMany(c => Read(c.Key)),
        ];
    }

    private static IEnumerable<Role> Read(string word) => Words.TryRead<Role>(word, out var role) ? [role] : [];

    private static string Named(IReadOnlyList<Role> roles) => string.Join(", ", roles.Select(Words.Of));
}
