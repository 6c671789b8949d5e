using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>loss</c>, <c>inputs</c>, <c>approvals</c> and <c>cadence</c>.</summary>
internal sealed partial class TermsReader(PlanSection plan, CheckReader checks)
{
    private static readonly string[] Severities = ["sev1", "sev2", "sev3", "sev4"];

    private readonly FaultLog faults = plan.Faults;

    public LossTerms? Loss()
    {
        if (plan.Section("loss", "loss", "{ valuePerWrite: 40.00, currency: USD, writesInFlight: 20 }", required: true) is not { } section)
        {
            return null;
        }

        var value = section.Need("valuePerWrite", "40.00") is { } valueNode
            ? Values.Number(valueNode, "valuePerWrite", 0, 1_000_000_000, faults) : null;
        var currency = section.Need("currency", "USD") is { } currencyNode
            ? Values.Match(currencyNode, "currency", CurrencyPattern(), "a currency code", "write three capital letters, such as USD (ISO 4217)", faults) : null;
        var inFlight = section.Need("writesInFlight", "20") is { } flightNode
            ? Values.Whole(flightNode, "writesInFlight", 0, 1_000_000_000, faults) : null;
        section.Close();
        return value is null || currency is null || inFlight is null ? null : new LossTerms(value.Value, currency, inFlight.Value);
    }

    public PlanInputs? Inputs()
    {
        if (plan.Section("inputs", "inputs", "{ replicationLag: READING, writeRate: READING, fenced: READING }", required: true) is not { } section)
        {
            return null;
        }

        var lag = Input(section, "replicationLag", ReadingUnit.Seconds, ", on which gate G4 rests");
        var rate = Input(section, "writeRate", ReadingUnit.PerSecond, ", on which the loss bound rests");
        var dead = Input(section, "primaryDead", ReadingUnit.Boolean, null);
        var fenced = Input(section, "fenced", ReadingUnit.Boolean, null);
        if (!section.Has("primaryDead") && !section.Has("fenced"))
        {
            faults.Add(section.Map, "gate-inputs", "gate G5 has neither `inputs.fenced` nor `inputs.primaryDead`", null,
                "write `fenced: READING`, a reading that is 1 once writes to the primary are refused");
        }

        section.Close();
        return lag is null || rate is null ? null : new PlanInputs(lag, rate, dead, fenced);
    }

    public IReadOnlyList<ApprovalRule> Approvals()
    {
        var rules = new List<ApprovalRule>();
        var approvals = plan.Section("approvals", "approvals", "{ region-loss: { roles: [commander] } }", required: false);
        if (approvals is not null)
        {
            faults.Keys(approvals.Map, Words.All<FailureMode>());
        }

        foreach (var entry in approvals?.Map.Entries ?? [])
        {
            var place = new PlanPlace(entry.Line, entry.Column);
            var mode = Values.Word<FailureMode>(entry.Key, place, "failure mode", faults);
            faults.Mark($"approvals {entry.Key}", place);
            if (PlanSection.Open(entry.Value, $"approvals {entry.Key}", "write `{ roles: [commander] }`", faults) is not { } section)
            {
                continue;
            }

            var roles = Roles(section);
            var above = section.Find("executiveAbove") is { } node ? Values.Number(node, "executiveAbove", 0, Values.Largest, faults) : null;
            section.Close();
            rules.Add(new ApprovalRule(mode ?? FailureMode.Unknown, roles, above));
        }

        return rules;
    }

    public Dictionary<string, TimeSpan> Cadence()
    {
        var cadence = new Dictionary<string, TimeSpan>();
        if (plan.Section("cadence", "cadence", "{ sev1: 15m }", required: false) is not { } section)
        {
            return cadence;
        }

        foreach (var severity in Severities)
        {
            if (section.Find(severity) is { } node
                && Values.Duration(node, severity, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), faults) is { } every)
            {
                cadence[severity] = every;
            }
        }

        section.Close();
        return cadence;
    }

    private List<Role> Roles(PlanSection section)
    {
        var roles = new List<Role>();
        foreach (var node in section.Items("roles", "[commander, data-owner]", required: true))
        {
            if (Values.Text(node, "roles", faults) is not { } text || Values.Word<Role>(text, node.Place(), "role", faults) is not { } role)
            {
                continue;
            }

            if (roles.Contains(role))
            {
                faults.Add(node, "duplicate-id", "a role is named twice", PlanFault.Quote(text), "name each role once: one person fills one role");
            }

            roles.Add(role);
        }

        return roles;
    }

    private string? Input(PlanSection section, string key, ReadingUnit unit, string? why)
    {
        var node = why is null ? section.Find(key) : section.Need(key, "READING", why);
        return node is null ? null : checks.InUnit(node, key, unit);
    }

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CurrencyPattern();
}
