using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>
/// What a reader sees of a text, in one spelling: lower-case ASCII words and numbers separated by single spaces, with "." and "?" at the end
/// of sentences, "," and ":" within them; markup, invisible characters, accents and disguises are gone.
/// </summary>
internal static partial class ClaimText
{
    /// <summary>All readings of a text: an underscore is markup or a space, and a digit in a word stands for one letter or another.</summary>
    internal static IReadOnlyList<FoldedText> Readings(string text)
    {
        var seen = new FoldedText(text)
            .Replace(Entity(), m => Decode(m.Groups[1].Value))
            .Replace(Comment(), "")
            .Replace(Labelled(), m => m.Groups["label"].Value)
            .Replace(BreakingTag(), " ")
            .Replace(InlineTag(), "")
            .Fold(Fold)
            .Replace(Markup(), "");
        var readings = new List<FoldedText>();
        foreach (var joined in seen.Text.Contains('_') ? new[] { "", " " } : [""])
        {
            var words = seen.Replace(Underscore(), joined);
            var plain = Punctuate(Spell(words, "0134567"));
            readings.Add(plain);
            if (MixedWord().IsMatch(words.Text))
            {
                readings.Add(Punctuate(Spell(words, "oieasgt")));
                readings.Add(Punctuate(Spell(words, "oleasgt")));
            }
        }

        return readings;
    }

    private static string Fold(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return " ";
        }

        if (rune.IsAscii)
        {
            return Rune.IsControl(rune) ? "" : char.ToLowerInvariant((char)rune.Value).ToString();
        }

        if (LookAlikes.SaysNo(rune.Value))
        {
            return " no ";
        }

        var lower = Rune.ToLowerInvariant(rune).Value;
        return LetterFolds.Of(rune.Value) ?? LookAlikes.Of(rune.Value) ?? LookAlikes.Of(lower) ?? Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => "'",
            UnicodeCategory.DecimalDigitNumber => CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0).ToString(CultureInfo.InvariantCulture),
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => Rune.ToLowerInvariant(rune).ToString(),
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => IsBlankLetter(rune.Value) ? "" : rune.ToString(),
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => "",
            _ => OtherSign(rune.Value),
        };
    }

    // Letters by category that have no ink: Hangul fillers.
    private static bool IsBlankLetter(int codePoint) => codePoint is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    private static string OtherSign(int codePoint) => codePoint switch
    {
        0x2800 => "",           // the blank Braille cell
        0x2212 or 0x2043 => "-",
        0x3002 => ". ",
        0x2032 => "'",
        _ => " ",
    };

    // "@" and "$" between letters are letters; a digit is one only in a word that also has letters.
    private static FoldedText Spell(FoldedText text, string digits) => text
        .Replace(SignInWord(), m => m.Value switch { "@" => "a", "€" => "e", var dollars => new string('s', dollars.Length) })
        .Replace(MixedWord(), m => string.Concat(m.Value.Select(c => "0134567".IndexOf(c) is var i and >= 0 ? digits[i] : c)))
        .Replace(DrawnOut(), m => m.Groups[1].Value is "s" ? "ss" : m.Groups[1].Value)
        .Replace(CapitalEye(), m => m.Groups[1].Value + "l" + m.Groups[2].Value);

    private static FoldedText Punctuate(FoldedText text) => text
        .Replace(CanNot(), "can not")
        .Replace(VerbNot(), m => m.Groups[1].Value + " not")
        .Replace(Elision(), m => m.Groups[1].Value + " ")
        .Replace(Quote(), "")
        .Replace(ClockTime(), " clock ")
        .Replace(Thousands(), "")
        .Replace(Dots(), " ")
        .Replace(Comma(), " , ")
        .Replace(SentenceEnd(), m => m.Value.Contains('?') ? " ? " : " . ")
        .Replace(Colon(), " : ")
        .Replace(OtherPunctuation(), " ")
        .Replace(Zero(), "zero")
        .Replace(Spaces(), " ");

    private static string Decode(string entity)
    {
        if (entity[0] != '#')
        {
            return entity switch { "nbsp" or "ensp" or "emsp" or "thinsp" => " ", "lt" => "<", "gt" => ">", "amp" => "&", "ndash" or "mdash" => "-", "quot" => "\"", _ => "" };
        }

        var isHex = entity[1] is 'x' or 'X';
        return int.TryParse(entity.AsSpan(isHex ? 2 : 1), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && Rune.IsValid(value) ? new Rune(value).ToString() : "";
    }

    [GeneratedRegex(@"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|nbsp|ensp|emsp|thinsp|shy|zwj|zwnj|lt|gt|amp|ndash|mdash|quot);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // Slack's <address|label> and Markdown's [label](address): a reader sees the label.
    [GeneratedRegex(@"<(?:https?:|mailto:|[#@!])[^<>|]{0,500}\|(?<label>[^<>]{0,200})>|\[(?<label>[^\[\]]{0,200})\]\([^()]{0,500}\)")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"</?(?:br|p|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|blockquote)\b[^<>]{0,200}>", RegexOptions.IgnoreCase)]
    private static partial Regex BreakingTag();

    [GeneratedRegex(@"</?(?:a|b|i|u|s|em|strong|span|code|del|ins|mark|small|big|sub|sup|font|tt|kbd|abbr|strike|wbr|q)\b[^<>]{0,200}>", RegexOptions.IgnoreCase)]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"[*~`\\]")]
    private static partial Regex Markup();

    [GeneratedRegex(@"_")]
    private static partial Regex Underscore();

    [GeneratedRegex(@"(?<=[a-z])[@$€](?=[a-z])|(?<=[a-z])\${1,3}(?![\d$])")]
    private static partial Regex SignInWord();

    [GeneratedRegex(@"(?<![a-z0-9])(?:[a-z]+[0-9]|[0-9]+[a-z])[a-z0-9]*")]
    private static partial Regex MixedWord();

    [GeneratedRegex(@"(?<=[a-z])([a-z])\1{2,}(?![a-z])")]
    private static partial Regex DrawnOut();

    // "Ioss" with a capital i.
    [GeneratedRegex(@"\b(data)?i(oss|osses|ost|ose|osing)\b")]
    private static partial Regex CapitalEye();

    [GeneratedRegex(@"\bcan(?:not|['\s]?t)\b")]
    private static partial Regex CanNot();

    [GeneratedRegex(@"\b(do|did|does|wo|is|was|were|have|has|had|are|could|would|should|must|need|ai|sha)n['\s]?t\b")]
    private static partial Regex VerbNot();

    [GeneratedRegex(@"\b([a-z]|qu)'(?=[a-z])")]
    private static partial Regex Elision();

    [GeneratedRegex("['\"]")]
    private static partial Regex Quote();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}(?:t[\d:.]+(?:z|[+-]\d{2}:?\d{2})?)?|\b\d{1,2}:\d{2}(?::\d{2})?\b")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"(?<=\d)\s(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\.{2,}")]
    private static partial Regex Dots();

    [GeneratedRegex(@"[.!?;]+(?=\s|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@",(?!\d)|(?<!\d),|[()\[\]{}]")]
    private static partial Regex Comma();

    [GeneratedRegex(@"[:=|]|--+|(?<!\S)-(?!\S)")]
    private static partial Regex Colon();

    [GeneratedRegex(@"(?<!\d)\.(?=\S)|\.(?=[^\d\s])|\?(?=\S)|[-/+&<>#@%$^!;]")]
    private static partial Regex OtherPunctuation();

    [GeneratedRegex(@"(?<![\d.,a-z])0+(?:[.,]0+)?(?![\d.,a-z]*\d)(?![a-z])")]
    private static partial Regex Zero();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
