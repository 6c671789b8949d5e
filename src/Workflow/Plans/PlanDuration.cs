using System.Globalization;

namespace IncidentBot.Workflow.Plans;

/// <summary>Durations as plans write them: whole numbers with units, largest first, such as <c>90s</c>, <c>2m</c>, <c>1m30s</c> or <c>500ms</c>.</summary>
public static class PlanDuration
{
    /// <summary>What to write, for faults.</summary>
    public const string Advice = "write a whole number and a unit, such as 500ms, 90s, 2m, 1m30s or 1h";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration of at most 30 days; false for anything else: no unit, a fraction, a sign, units twice or out of order.</summary>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        var next = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 7)
            {
                return false;
            }

            var letters = rest[digits..].IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? rest[digits..] : rest.Slice(digits, letters);
            var at = Find(unit);
            if (at < next)
            {
                return false;
            }

            duration += Units[at].Length * int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            next = at + 1;
            rest = rest[(digits + unit.Length)..];
        }

        return next > 0 && duration <= Longest;
    }

    /// <summary>The shortest spelling that <see cref="TryRead"/> reads back; "0s" for none, and parts of a millisecond are dropped.</summary>
    public static string Write(TimeSpan duration)
    {
        var text = "";
        foreach (var (unit, length) in Units)
        {
            var count = duration.Ticks / length.Ticks;
            text += count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{count}{unit}") : "";
            duration -= length * count;
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static int Find(ReadOnlySpan<char> unit)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (unit.SequenceEqual(Units[i].Unit))
            {
                return i;
            }
        }

        return -1;
    }
}
