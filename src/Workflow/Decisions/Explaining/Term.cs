namespace IncidentBot.Workflow.Decisions.Explaining;

/// <summary>A formula as a tree: evaluating it gives the number, writing it gives the explanation, so that the two cannot differ.</summary>
/// <remarks>Amounts are exact decimals in one unit each: money in the plan's currency, time in seconds (a tick is 1e-7), shares as 0 to 1.</remarks>
internal abstract record Term
{
    private Term()
    {
    }

    /// <summary>The number.</summary>
    internal abstract decimal Value { get; }

    /// <summary>How tightly the outermost operation binds: 1 sums, 2 products, 3 everything else.</summary>
    protected abstract int Binding { get; }

    /// <summary>The formula in symbols, or with the values put in.</summary>
    internal abstract string Write(bool filled);

    /// <summary>What was put in, from left to right.</summary>
    internal abstract IEnumerable<Given> Inputs();

    public static Term operator +(Term left, Term right) => new Sum(left, right, Minus: false);

    public static Term operator -(Term left, Term right) => new Sum(left, right, Minus: true);

    public static Term operator *(Term left, Term right) => new Product(left, right, 1);

    public static Term operator /(Term left, Term right) => new Quotient(left, right);

    /// <summary>A price a minute for a time that is given in seconds.</summary>
    internal static Term Over(Term perMinute, Term seconds) => new Product(perMinute, seconds, 60);

    internal static Term Max(Term left, Term right) => new Call("max", Math.Max, left, right);

    /// <summary>The next whole number, never a smaller one.</summary>
    internal static Term Ceiling(Term of) => new Call("ceil", (value, _) => Math.Ceiling(value), of, null);

    private string Inside(int binding, bool filled) => Binding < binding ? $"({Write(filled)})" : Write(filled);

    /// <summary>A value that the formula starts from.</summary>
    /// <param name="Shown">The value with its unit, as the filled formula shows it.</param>
    /// <param name="Source">Where it comes from, for people.</param>
    /// <param name="At">When it was true at its source (UTC); null where it has no age, as a value of the plan.</param>
    internal sealed record Given(string Symbol, decimal Amount, string Shown, string Source, DateTimeOffset? At = null) : Term
    {
        internal override decimal Value => Amount;

        protected override int Binding => 3;

        internal override string Write(bool filled) => filled ? Shown : Symbol;

        internal override IEnumerable<Given> Inputs() => [this];
    }

    private sealed record Sum(Term Left, Term Right, bool Minus) : Term
    {
        internal override decimal Value => Minus ? Left.Value - Right.Value : Left.Value + Right.Value;

        protected override int Binding => 1;

        internal override string Write(bool filled) => $"{Left.Inside(1, filled)} {(Minus ? '-' : '+')} {Right.Inside(Minus ? 2 : 1, filled)}";

        internal override IEnumerable<Given> Inputs() => Left.Inputs().Concat(Right.Inputs());
    }

    private sealed record Product(Term Left, Term Right, decimal Divisor) : Term
    {
        internal override decimal Value => Left.Value * Right.Value / Divisor;

        protected override int Binding => 2;

        internal override string Write(bool filled) => $"{Left.Inside(2, filled)} × {Right.Inside(2, filled)}";

        internal override IEnumerable<Given> Inputs() => Left.Inputs().Concat(Right.Inputs());
    }

    private sealed record Quotient(Term Left, Term Right) : Term
    {
        internal override decimal Value => Left.Value / Right.Value;

        protected override int Binding => 2;

        internal override string Write(bool filled) => $"{Left.Inside(2, filled)} / {Right.Inside(3, filled)}";

        internal override IEnumerable<Given> Inputs() => Left.Inputs().Concat(Right.Inputs());
    }

    private sealed record Call(string Name, Func<decimal, decimal, decimal> Apply, Term First, Term? Second) : Term
    {
        internal override decimal Value => Apply(First.Value, Second?.Value ?? 0);

        protected override int Binding => 3;

        internal override string Write(bool filled) => $"{Name}({First.Write(filled)}{(Second is null ? "" : ", " + Second.Write(filled))})";

        internal override IEnumerable<Given> Inputs() => Second is null ? First.Inputs() : First.Inputs().Concat(Second.Inputs());
    }
}
