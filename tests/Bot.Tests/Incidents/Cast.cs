using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Bot.Tests.Incidents;

/// <summary>Who acts in these tests, and the plans that the bot knows.</summary>
internal static class Cast
{
    internal static readonly Actor Maya = new("maya", "Maya Okafor", "local");
    internal static readonly Actor Dario = new("dario", "Dario Conti", "local");
    internal static readonly Actor Ravi = new("ravi", "Ravi Iyer", "local");

    internal static readonly PersonOptions[] People =
    [
        new() { Id = "maya", Name = "Maya Okafor", Roles = ["commander", "comms-lead"] },
        new() { Id = "dario", Name = "Dario Conti", Roles = ["data-owner"] },
        new() { Id = "ravi", Name = "Ravi Iyer", Roles = ["responder"] },
    ];

    internal static PeopleRoster Roster { get; } = new(new Fixed(), NullLogger<PeopleRoster>.Instance);

    /// <summary>Plans held in code.</summary>
    internal sealed class Plans(params FailoverPlan[] plans) : IPlanCatalog
    {
        public IReadOnlyList<FailoverPlan> All => plans;

        public FailoverPlan? Find(string service) => Array.Find(plans, p => p.Service == service);
    }

    private sealed class Fixed : IOptionsMonitor<PeopleOptions>
    {
        public PeopleOptions CurrentValue { get; } = new() { List = [.. People] };

        public PeopleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
