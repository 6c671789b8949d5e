using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readings;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Readiness;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readiness;

/// <summary>Gathers what readiness and premortem look at. It changes nothing: readings are taken as in an incident, and not kept.</summary>
internal sealed class ReadinessCheck(
    IPlanCatalog plans, PeopleRoster people, ReachOfPeople reach, ReadingCollector collector, IOptions<ReadingsOptions> readings, DetectionRules rules, TimeProvider clock)
{
    /// <summary>The plans that are meant: one service's, or all; null if there is no such service.</summary>
    internal IReadOnlyList<FailoverPlan>? Meant(string service) =>
        service.Length == 0 ? plans.All : plans.Find(service) is { } plan ? [plan] : null;

    /// <summary>Takes every reading of the plan once, all at the same time, each with its own limit, and reports.</summary>
    /// <param name="log">The log, for drills and for what people attested; null: none could be read.</param>
    internal async Task<ReadinessReport> Report(FailoverPlan plan, Situations? log, CancellationToken cancel)
    {
        IReadOnlyCollection<Reading> said = log is not null && (await log.Service(plan.Service, false, cancel)).OpenIncident is { } open
            ? [.. (await log.Load(open, cancel)).Incident.Readings.Values]
            : [];
        var taken = await collector.Collect(plan, null, said, cancel);
        var attested = said.Where(r => plan.Reading(r.Id)?.Source is ReadingSource.Person);
        return ReadinessReport.Of(await Facts(plan, log, cancel) with { Readings = [.. attested, .. taken.Readings], Rate = taken.WriteRate, Now = clock.GetUtcNow() });
    }

    /// <summary>What a premortem looks at; it takes no reading.</summary>
    internal async Task<PremortemFacts> Premortem(FailoverPlan plan, Situations? log, CancellationToken cancel) => new(
        await Facts(plan, log, cancel), rules.For(plan.Service), rules.Doors, log is null ? [] : await log.RunsOf(plan.Service, cancel));

    private async Task<ReadinessFacts> Facts(FailoverPlan plan, Situations? log, CancellationToken cancel)
    {
        var roster = people.Now;
        var service = log is null ? null : await log.Service(plan.Service, false, cancel);
        return new ReadinessFacts(
            plan, clock.GetUtcNow(), log is null ? null : await log.DrillsOf(plan.Service, cancel), [], null, roster, reach.Of(roster), readings.Value.Region)
        {
            FailoverOf = service?.FailoverOf,
            LastPromotionAt = service?.LastPromotionAt,
            Intake = rules.Intake(log is null ? [] : await log.Triage(cancel)),
        };
    }
}
