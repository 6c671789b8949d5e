namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads what G3, G6, G8, G9, G10 and G11 are held against; the other gates have no terms.</summary>
internal sealed class GateTermsReader(CheckReader checks, IReadOnlyDictionary<string, KnownReading> readings, PlanSection section, IReadOnlyList<PlanPath> latency)
{
    private readonly FaultLog faults = section.Faults;
    private readonly AmountReader amounts = new(checks, section.Faults);

    public GateTerms? Read(GateId id) => id switch
    {
        GateId.G3 => Integrity(),
        GateId.G6 => Witness(),
        GateId.G8 => Quotas(),
        GateId.G9 => Dependencies(),
        GateId.G10 => Parity(),
        GateId.G11 => Latency(),
        _ => null,
    };

    private GateTerms.Integrity? Integrity() =>
        (Check("probe", "integrity-ok = 1"), Check("noChange", "destructive-changes = 0")) is ({ } probe, { } change)
            ? new GateTerms.Integrity(probe, change) : null;

    private GateTerms? Witness()
    {
        string[] rules = ["witnesses", "lease", "lowestId"];
        if (rules.Count(section.Has) != 1)
        {
            foreach (var rule in rules)
            {
                section.Find(rule);
            }

            faults.Add(section.Map, "missing-key", "gate G6 needs exactly one rule", null, $"write one of {string.Join(", ", rules.Select(r => $"`{r}:`"))}");
            return null;
        }

        if (section.Has("lease"))
        {
            return Check("lease", "target-holds-lease = 1") is { } held ? new GateTerms.Lease(held) : null;
        }

        return section.Has("witnesses") ? Quorum() : LowestId();
    }

    private GateTerms.Quorum? Quorum()
    {
        var nodes = section.Items("witnesses", "[witness-a = 1, witness-b = 1, witness-c = 1]");
        var witnesses = nodes.Select(n => checks.Read(n, "a witness")).OfType<ReadingCheck>().ToList();
        var majority = (nodes.Count / 2) + 1;
        var needed = section.Find("quorum") is { } node ? Values.Whole(node, "quorum", majority, Math.Max(majority, nodes.Count), faults) : majority;
        if (nodes.Count == 0)
        {
            faults.Add(section.Map, "gate-quorum", "gate G6 has no witness", null, "write at least one condition on a reading");
        }

        foreach (var twice in witnesses.GroupBy(w => w.Reading).Where(g => g.Count() > 1))
        {
            faults.Add(section.Map, "duplicate-id", "gate G6 counts one witness twice", PlanFault.Quote(twice.Key), "name each reading once: one witness has one vote");
        }

        return needed is null || nodes.Count == 0 || witnesses.Count < nodes.Count ? null : new GateTerms.Quorum(witnesses, needed.Value);
    }

    private GateTerms.LowestId? LowestId()
    {
        if (section.Section("lowestId", "the lowest id of gate G6", "{ primary: 2, target: 1 }", required: true) is not { } ids)
        {
            return null;
        }

        var (primary, target) = (amounts.Count(ids, "primary", "2"), amounts.Count(ids, "target", "1"));
        ids.Close();
        if (primary?.Number <= target?.Number)
        {
            faults.Add(ids.Map, "impossible-threshold", "gate G6 would never open: the target's id is not the lower one",
                Values.Invariant($"{target.Number} against {primary.Number} of the primary"), "give the target the lower id, or name readings");
        }

        return primary is not null && target is not null ? new GateTerms.LowestId(primary, target) : null;
    }

    private GateTerms.Quotas? Quotas()
    {
        var share = section.Find("share") is { } node ? Share(node) : GateTerms.Quotas.MostShare;
        var items = Items("quotas", "[{ name: db-connections, used: READING, limit: 1000, needed: 400 }]", quota =>
        {
            var name = quota.Name("name", "db-connections");
            var used = amounts.Reading(quota, "used", ReadingUnit.Count);
            var limit = amounts.Count(quota, "limit", "1000");
            var needed = quota.Need("needed", "400") is { } number ? Values.Number(number, "needed", 0, Values.Largest, faults) : null;
            if (limit?.Number is { } most && share is { } part && needed > part * most)
            {
                faults.Add(quota.Find("needed")!, "impossible-threshold", $"gate G8 would never open: what the move needs is more than {Values.Invariant($"{part}")} of the limit",
                    Values.Invariant($"{needed} of {most}"), "have the limit raised first, or need less");
            }

            return name is null || used is null || limit is null || needed is null ? null : new Quota(name, used, limit, needed.Value);
        }, q => q.Name);
        return share is null || items is null ? null : new GateTerms.Quotas(items, share.Value);
    }

    private decimal? Share(PlanNode node)
    {
        if (node is PlanNode.Scalar { Text: var text } && Values.TryNumber(text, out var share) && share > GateTerms.Quotas.MostShare)
        {
            faults.Add(node, "gate-loosened", "gate G8 leaves at least a tenth of each quota free", PlanFault.Quote(text),
                "write 0.9 or less: a plan can tighten a gate, never loosen it");
            return null;
        }

        return Values.Number(node, "share", 0.01m, GateTerms.Quotas.MostShare, faults);
    }

    private GateTerms.Dependencies? Dependencies() =>
        Items("dependencies", "[{ name: auth, answers: auth-in-target = 1 }]", item =>
        {
            var name = item.Name("name", "auth");
            var answers = item.Need("answers", "auth-in-target = 1") is { } node ? checks.Read(node, "`answers`") : null;
            return name is null || answers is null ? null : new Dependency(name, answers);
        }, d => d.Name) is { } items ? new GateTerms.Dependencies(items) : null;

    private GateTerms.Parity? Parity()
    {
        var primary = amounts.Reading(section, "primary", null);
        var target = amounts.Reading(section, "target", null);
        if (primary is null || target is null)
        {
            return null;
        }

        if (primary == target)
        {
            faults.Add(section.Map, "duplicate-id", "gate G10 compares a reading with itself", PlanFault.Quote(primary), "name a reading of each region");
        }
        else if (readings[primary].Unit is { } unit && readings[target].Unit is { } other && unit != other)
        {
            faults.Add(section.Map, "wrong-unit", "the digests of gate G10 have two units", $"{Words.Of(unit)} and {Words.Of(other)}", "give both readings one unit, such as count");
        }

        return new GateTerms.Parity(primary, target);
    }

    /// <summary>G11 judges the paths that the plan lists once, for the card and for the gate.</summary>
    private GateTerms.Latency? Latency()
    {
        var moved = section.Retired("paths", "gate G11 has no paths of its own",
            "write them under the plan's own key `latency`, with `added` in the place of `addedRtt`: `latency: [{ path: api, p95: 40ms, added: 80ms, budget: 150ms }]`");
        if (latency.Count == 0 && !moved)
        {
            faults.Add(section.Map, "missing-key", "gate G11 has no path to judge", null,
                "write the plan's own key `latency: [{ path: api, p95: 40ms, added: 80ms, budget: 150ms }]`, or leave the gate out");
        }

        return latency.Count == 0 ? null : new GateTerms.Latency(latency);
    }

    private ReadingCheck? Check(string key, string example) =>
        section.Need(key, example) is { } node ? checks.Read(node, $"`{key}`") : null;

    /// <summary>A list of maps with names of their own, at least one; null if any is faulty.</summary>
    private List<T>? Items<T>(string key, string example, Func<PlanSection, T?> read, Func<T, string> name)
        where T : class
    {
        var nodes = section.Items(key, example, required: true);
        if (section.Find(key) is PlanNode.List { Items.Count: 0 } empty)
        {
            faults.Add(empty, "bad-value", $"`{key}` of {section.Name} is empty", null, $"write `{key}: {example}`");
        }

        var items = new List<T>();
        foreach (var node in nodes)
        {
            if (PlanSection.Open(node, $"an entry of {section.Name}", $"write `{key}: {example}`", faults) is not { } entry || (read(entry), Closed(entry)) is not ({ } item, _))
            {
                continue;
            }

            if (items.Any(i => name(i) == name(item)))
            {
                faults.Add(node, "duplicate-id", $"two entries of {section.Name} have one name", PlanFault.Quote(name(item)), "give each a name of its own");
            }

            items.Add(item);
        }

        return items.Count == 0 || items.Count < nodes.Count ? null : items;
    }

    private static bool Closed(PlanSection entry)
    {
        entry.Close();
        return true;
    }
}
