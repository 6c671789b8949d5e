using System.Globalization;

namespace IncidentBot.Acceptance.Soak;

/// <summary>One service's world: which effects are present, the largest term that acted, and what its readings say.</summary>
internal sealed class Shop
{
    private readonly Lock gate = new();
    private readonly HashSet<string> present = [];
    private long largestTerm;
    private int spoiled;

    internal void Tidy()
    {
        lock (gate)
        {
            present.Clear();
            spoiled = 0;
        }
    }

    /// <summary>The next looks at whether service is back say no.</summary>
    internal void Spoil(int looks)
    {
        lock (gate) spoiled = looks;
    }

    /// <summary>People did it, past the bot.</summary>
    internal void ByHand(string effect)
    {
        lock (gate) present.Add(effect);
    }

    internal bool Has(string effect)
    {
        lock (gate) return present.Contains(effect);
    }

    /// <summary>Refuses who is older than one that has been here; else applies, if the call is to come that far. Noted before anybody else may act.</summary>
    /// <returns>Whether it was let in.</returns>
    internal bool Act(string verb, string effect, long term, bool applies, Action<bool, bool> noted)
    {
        lock (gate)
        {
            var stale = term < largestTerm;
            largestTerm = Math.Max(largestTerm, term);
            if (!stale && applies) _ = verb == "undo" ? present.Remove(effect) : present.Add(effect);
            noted(stale, !stale && applies);
            return !stale;
        }
    }

    /// <summary>The primary is gone, replication has stopped, and whether writes are refused or service is back hangs on what was done.</summary>
    internal string Reading(string id, DateTimeOffset now)
    {
        var value = id switch
        {
            "error-rate" => "0.9",
            "primary-healthy" => "0",
            "fenced" => Has("fence") ? "1" : "0",
            "serving" => Serves() ? "1" : "0",
            _ => "1",
        };
        var buckets = id != "write-rate" ? ""
            : ",\"buckets\":[" + string.Join(',', Enumerable.Range(2, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"at":"{{now.AddSeconds(-i):O}}","count":1}"""))) + "]";
        return $$"""{"value":{{value}},"sampledAt":"{{now:O}}"{{buckets}}}""";
    }

    private bool Serves()
    {
        lock (gate) return present.Contains("route") && spoiled-- <= 0;
    }
}
