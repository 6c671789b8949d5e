using System.Globalization;
using System.Text;

namespace IncidentBot.Workflow;

/// <summary>Prints a JSON number as ECMAScript's Number.prototype.toString does (ECMA-262 section 6.1.6.1.20, as RFC 8785 3.2.2.3 asks).</summary>
internal static class CanonicalNumber
{
    /// <summary>Longest text of a double: -1.2345678901234567e-308 and the like.</summary>
    internal const int MaxLength = 32;

    private const int DigitsThatAlwaysFit = 15;

    /// <summary>Writes the canonical form of a JSON number literal; the destination holds the literal's length and <see cref="MaxLength"/> more.</summary>
    internal static int Format(ReadOnlySpan<byte> literal, Span<char> destination)
    {
        var whole = literal.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        if (whole && literal.Length <= DigitsThatAlwaysFit && !literal.SequenceEqual("-0"u8))
        {
            return Encoding.ASCII.GetChars(literal, destination);
        }

        if (!double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw Unfit(literal);
        }

        if (value == 0)
        {
            var digits = literal[..Mantissa(literal)];
            if (digits.IndexOfAnyInRange((byte)'1', (byte)'9') >= 0) throw Unfit(literal);
            destination[0] = '0';
            return 1;
        }

        var length = Format(value, destination);
        // A whole number that reads back as another one would be changed in silence.
        if (whole && !Ascii.Equals(literal, destination[..length])) throw Unfit(literal);
        return length;
    }

    private static int Format(double value, Span<char> destination)
    {
        Span<char> shortest = stackalloc char[MaxLength];
        value.TryFormat(shortest, out var written, "R", CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[MaxLength];
        var (count, point) = Split(shortest[..written], digits);
        var text = new SpanText(destination);
        if (value < 0) text.Add('-');
        Layout(digits[..count], point, ref text);
        return text.Length;
    }

    /// <summary>The significant digits, and the place of the decimal point among them: value = 0.digits x 10^point.</summary>
    private static (int Count, int Point) Split(ReadOnlySpan<char> text, Span<char> digits)
    {
        var exponent = 0;
        var e = text.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var count = 0;
        var point = -1;
        foreach (var c in text.TrimStart('-'))
        {
            if (c == '.') point = count;
            else digits[count++] = c;
        }

        if (point < 0) point = count;
        var zeros = digits[..count].IndexOfAnyExcept('0');
        digits[zeros..count].CopyTo(digits);
        count = digits[..(count - zeros)].TrimEnd('0').Length;
        return (count, point - zeros + exponent);
    }

    private static void Layout(scoped ReadOnlySpan<char> digits, int point, ref SpanText text)
    {
        switch (point)
        {
            case > 0 and <= 21 when digits.Length <= point:
                text.Add(digits);
                text.Add('0', point - digits.Length);
                break;
            case > 0 and <= 21:
                text.Add(digits[..point]);
                text.Add('.');
                text.Add(digits[point..]);
                break;
            case > -6 and <= 0:
                text.Add("0.");
                text.Add('0', -point);
                text.Add(digits);
                break;
            default:
                text.Add(digits[0]);
                if (digits.Length > 1) text.Add('.');
                text.Add(digits[1..]);
                text.Add(point > 0 ? "e+" : "e-");
                text.Add(Math.Abs(point - 1));
                break;
        }
    }

    private static int Mantissa(ReadOnlySpan<byte> literal)
    {
        var e = literal.IndexOfAny((byte)'e', (byte)'E');
        return e < 0 ? literal.Length : e;
    }

    private static CanonicalJsonException Unfit(ReadOnlySpan<byte> literal) => new(
        $"The number {Encoding.ASCII.GetString(literal)} cannot be held exactly by a double; write it as a string.");

    private ref struct SpanText(Span<char> room)
    {
        private readonly Span<char> _room = room;

        internal int Length { get; private set; }

        internal void Add(char c) => _room[Length++] = c;

        internal void Add(char c, int times)
        {
            _room.Slice(Length, times).Fill(c);
            Length += times;
        }

        internal void Add(scoped ReadOnlySpan<char> text)
        {
            text.CopyTo(_room[Length..]);
            Length += text.Length;
        }

        internal void Add(int number)
        {
            number.TryFormat(_room[Length..], out var written, provider: CultureInfo.InvariantCulture);
            Length += written;
        }
    }
}
