using System.Globalization;

namespace IncidentBot.Workflow.Plans.Expressions;

/// <summary>What an expression's value is: a truth, a plain number, or powers of "one thing" and of a second. Share is a thing per thing: neither.</summary>
internal readonly record struct Quantity
{
    private Quantity(bool truth, bool plain, int things, int seconds) => (IsTruth, IsPlain, Things, Seconds) = (truth, plain, things, seconds);

    public static Quantity Truth { get; } = new(true, false, 0, 0);

    /// <summary>A number without a unit in the plan's own text.</summary>
    public static Quantity Plain { get; } = new(false, true, 0, 0);

    public bool IsTruth { get; }

    public bool IsPlain { get; }

    private int Things { get; }

    private int Seconds { get; }

    public static Quantity Of(ReadingUnit unit) => unit switch
    {
        ReadingUnit.Boolean => Truth,
        ReadingUnit.Count => new(false, false, 1, 0),
        ReadingUnit.PerSecond => new(false, false, 1, -1),
        ReadingUnit.Seconds => new(false, false, 0, 1),
        ReadingUnit.Share => new(false, false, 0, 0),
        _ => throw new InvalidOperationException($"No unit '{unit}'."),
    };

    /// <summary>Of a product, or with <paramref name="sign"/> -1 of a quotient.</summary>
    public Quantity Times(Quantity other, int sign) => IsPlain && other.IsPlain ? Plain
        : new(false, false, Things + (sign * other.Things), Seconds + (sign * other.Seconds));

    /// <summary>What the two have in common when they are added or compared; null when they do not fit. A plain number passes for a count and for a share.</summary>
    public Quantity? With(Quantity other) => this == other ? this
        : IsPlain && other.TakesPlain ? other
        : other.IsPlain && TakesPlain ? this
        : null;

    public override string ToString() =>
        IsTruth ? "boolean"
        : IsPlain ? "a plain number"
        : (Things, Seconds) switch
        {
            (1, 0) => "count",
            (1, -1) => "per-second",
            (0, 1) => "seconds",
            (0, 0) => "share",
            var (things, seconds) => string.Create(CultureInfo.InvariantCulture, $"count^{things} * seconds^{seconds}"),
        };

    private bool TakesPlain => !IsTruth && Seconds == 0 && Things is 0 or 1;
}
