using IncidentBot.Workflow.Plans.Expressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Checks computed readings once all readings are known: names, units, cycles, and where they are observed from.</summary>
internal sealed class ComputedReader(FaultLog faults, IReadOnlyDictionary<string, KnownReading> known, string primary, string target)
{
    private readonly List<Entry> entries = [];

    private sealed record Entry(string Id, ReadingUnit? Unit, string? ObservedFrom, PlanNode.Scalar Node, Expression Expression);

    /// <summary>Parses one expression; a fault stands where the text goes wrong.</summary>
    public ReadingSource.Computed? Read(PlanNode node, string? id, ReadingUnit? unit, string? observedFrom)
    {
        if (Values.Text(node, "computed", faults) is not { } text || node is not PlanNode.Scalar scalar)
        {
            return null;
        }

        var (expression, fault) = ExpressionParser.Parse(text);
        if (fault is not null)
        {
            Add(scalar, "bad-expression", fault, text);
            return null;
        }

        if (id is not null)
        {
            entries.Add(new Entry(id, unit, observedFrom, scalar, expression!));
        }

        return new ReadingSource.Computed(text);
    }

    /// <summary>Reports everything that is wrong with the expressions that could be parsed.</summary>
    public void Check()
    {
        foreach (var entry in entries)
        {
            var names = entry.Expression.Names().ToList();
            foreach (var name in names.Where(n => !known.ContainsKey(n.Reading)).DistinctBy(n => n.Reading))
            {
                var near = NearestWord.Of(name.Reading, known.Keys);
                Add(entry.Node, "unknown-reference", new ExpressionFault(name.At, "there is no such reading",
                    near is not null ? $"write `{near}`, or declare it under `readings`" : "declare it under `readings`; spaces stand around a minus sign"), name.Reading);
            }

            if (names.Count == 0)
            {
                Add(entry.Node, "bad-expression", new ExpressionFault(0, "the expression names no reading", "name a reading: a fixed value is no evidence"), entry.Node.Text);
                continue;
            }

            foreach (var (rule, fault) in new ExpressionUnits(n => known.GetValueOrDefault(n)?.Unit).Check(entry.Expression, entry.Unit))
            {
                Add(entry.Node, rule, fault, entry.Node.Text);
            }

            Observed(entry, names);
        }

        Cycles();
    }

    /// <summary>A view made of inside views is an inside view: it must not count as an outside one, nor hide the region it goes down with.</summary>
    private void Observed(Entry entry, List<Expression.Name> names)
    {
        var from = names.Select(n => known.GetValueOrDefault(n.Reading)?.ObservedFrom).ToList();
        var least = from.Contains(primary) ? primary : from.Contains(target) ? target : "outside";
        if (!from.Contains(null) && entry.ObservedFrom is { } said && said != least)
        {
            Add(entry.Node, "bad-value", new ExpressionFault(0, $"reading {entry.Id} is computed from what is observed from {least}", $"write `observedFrom: {least}`"), said);
        }
    }

    private void Cycles()
    {
        var byId = entries.DistinctBy(e => e.Id).ToDictionary(e => e.Id);
        var done = new HashSet<string>();
        var path = new List<string>();
        foreach (var entry in byId.Values)
        {
            Follow(entry);
        }

        void Follow(Entry entry)
        {
            if (!done.Contains(entry.Id))
            {
                path.Add(entry.Id);
                foreach (var name in entry.Expression.Names().DistinctBy(n => n.Reading))
                {
                    if (path.IndexOf(name.Reading) is >= 0 and var begin)
                    {
                        Add(entry.Node, "cycle", new ExpressionFault(name.At, "readings are computed from each other", "compute one of them from readings that are taken"),
                            string.Join(" -> ", path.Skip(begin).Append(name.Reading)));
                    }
                    else if (byId.TryGetValue(name.Reading, out var next))
                    {
                        Follow(next);
                    }
                }

                path.RemoveAt(path.Count - 1);
                _ = done.Add(entry.Id);
            }
        }
    }

    private void Add(PlanNode.Scalar node, string rule, ExpressionFault fault, string found) => faults.Add(
        new PlanPlace(node.Line, node.TextColumn is { } column ? column + fault.At : node.Column), rule, fault.Problem, PlanFault.Quote(found), fault.Instead);
}
