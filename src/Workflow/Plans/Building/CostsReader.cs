using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Plans.Building;

/// <summary>Reads <c>costs</c>: what an outage and a failover cost, all of it optional.</summary>
internal sealed partial class CostsReader(PlanSection plan, CheckReader checks)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(10);
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly FaultLog faults = plan.Faults;

    public PlanCosts? Read()
    {
        if (plan.Section("costs", "costs", "{ lossPerMinute: 1200 }", required: false) is not { } section)
        {
            return null;
        }

        var (share, reading) = Affected(section);
        var recovery = Recovery(section);
        var given = section.Find("wait");
        var wait = given is null ? null : Values.Duration(given, "wait", Second, Day, faults);
        if (given is not null && wait < recovery?.Within)
        {
            faults.Add(given, "bad-value", "`wait` is shorter than `recovery.within`, so the recovery would come after it", FaultLog.Show(given),
                $"write {PlanDuration.Write(recovery.Within)} or more");
        }

        var costs = new PlanCosts(
            Hourly(section), share, reading, recovery, wait ?? (recovery?.Within > UsualWait ? recovery.Within : UsualWait),
            section.Amount("failback", Values.Largest), section.Amount("failedFailover", Values.Largest));
        section.Close();
        return costs;
    }

    /// <summary>One number for every hour, or a map of hours of the week.</summary>
    private HourlyLoss? Hourly(PlanSection section)
    {
        const string key = "lossPerMinute";
        switch (section.Find(key))
        {
            case null:
                return null;
            case PlanNode.Map map:
                var hours = new List<HoursLoss>();
                foreach (var entry in map.Entries.Where(e => e.Key != "otherwise"))
                {
                    if (Hours(entry) is { } read)
                    {
                        Overlap(hours, read, entry);
                        hours.Add(read);
                    }
                }

                var rest = map.Entries.FirstOrDefault(e => e.Key == "otherwise");
                return new HourlyLoss(rest is null ? null : Values.Number(rest.Value, $"{key}.otherwise", 0, Values.Largest, faults), hours);
            case var node:
                return Values.Number(node, key, 0, Values.Largest, faults) is { } money ? new HourlyLoss(money, []) : null;
        }
    }

    private HoursLoss? Hours(PlanEntry entry)
    {
        var money = Values.Number(entry.Value, $"lossPerMinute.{entry.Key}", 0, Values.Largest, faults);
        var match = HoursPattern().Match(entry.Key);
        var first = match.Success ? Array.IndexOf(Days, match.Groups[1].Value) : -1;
        var last = match.Groups[2].Success ? Array.IndexOf(Days, match.Groups[2].Value) : first;
        var (from, until) = match.Success ? (Whole(match.Groups[3].Value), Whole(match.Groups[4].Value)) : (0, 0);
        if (first < 0 || last < 0 || from >= until || until > 24)
        {
            faults.Add(new PlanPlace(entry.Line, entry.Column), "bad-value", "these are no hours of the week", PlanFault.Quote(entry.Key),
                "write days and hours (UTC), such as `mon-fri 09-18` or `sat 00-24`, or `otherwise`");
            return null;
        }

        return money is null ? null : new HoursLoss((DayOfWeek)first, (DayOfWeek)last, from, until, money.Value);
    }

    private void Overlap(List<HoursLoss> before, HoursLoss hours, PlanEntry entry)
    {
        var twice = before.Any(b => Enum.GetValues<DayOfWeek>().Any(day => Enumerable.Range(0, 24).Any(hour => b.Covers(day, hour) && hours.Covers(day, hour))));
        if (twice)
        {
            faults.Add(new PlanPlace(entry.Line, entry.Column), "bad-value", "these hours are named before", PlanFault.Quote(entry.Key), "name each hour of the week once");
        }
    }

    /// <summary>A share, or the reading that measures it.</summary>
    private (decimal? Share, string? Reading) Affected(PlanSection section)
    {
        if (section.Find("affectedShare") is not { } node)
        {
            return (null, null);
        }

        return node is PlanNode.Scalar { Text: var text } && Values.NamePattern().IsMatch(text)
            ? (null, checks.InUnit(node, "affectedShare", ReadingUnit.Share))
            : (Values.Number(node, "affectedShare", 0, 1, faults), null);
    }

    private RecoveryTerms? Recovery(PlanSection section)
    {
        if (section.Section("recovery", "recovery", "{ probability: 0.3, within: 10m, source: WHO }", required: false) is not { } recovery)
        {
            return null;
        }

        var probability = recovery.Need("probability", "0.3") is { } node ? Values.Number(node, "probability", 0, 1, faults) : null;
        var within = recovery.Duration("within", null, Second, Day, "10m");
        var source = recovery.Text("source", "the provider's past year, 3 of 10 outages");
        recovery.Close();
        return probability is null || within is null || source is null ? null : new RecoveryTerms(probability.Value, within.Value, source);
    }

    private static int Whole(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A([a-z]{3})(?:-([a-z]{3}))? ([0-9]{2})-([0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HoursPattern();
}
