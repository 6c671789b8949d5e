using System.Text.RegularExpressions;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed partial class HostileExportTests
{
    private static readonly StoredChain Harmless = new(EveryEvent.With("words"));

    public static TheoryData<string> Nasty => NastyText.Data;

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Html_keeps_its_tags_whatever_is_written_into_it(string text)
    {
        var page = new StoredChain(EveryEvent.With(text)).Html;
        Assert.Equal(Tags(Harmless.Html), Tags(page));
        Assert.DoesNotContain(page, IsHidden);
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Markdown_keeps_its_shape_whatever_is_written_into_it(string text)
    {
        var page = new StoredChain(EveryEvent.With(text)).Markdown;
        Assert.Equal(Shape(Harmless.Markdown), Shape(page));
        Assert.DoesNotContain(page, IsHidden);
        Assert.DoesNotMatch("(?<!\\\\)[`\\[\\]~$*_]|(?<![\\\\&])#|<(?!br>)|@(?!&#8288;)|(?<!\\\\)://|[wW][wW][wW]\\.|mailto:", Own(page));
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Escaped_markdown_is_the_text_again_once_it_is_read(string text) =>
        Assert.Equal(Shown.Line(text), Read(MarkdownText.Inline(text)));

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Json_stays_provable_and_keeps_every_character_of_the_evidence(string text)
    {
        var chain = new StoredChain(EveryEvent.With(text));
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(chain.Json, chain.Head));
        Assert.All(chain.Rows, r => Assert.Contains($"\"data\":{r.Data},\"prevHash\"", chain.Json, StringComparison.Ordinal));
    }

    [Fact]
    public void Hidden_characters_are_shown()
    {
        Assert.Equal("abc[U+202E]fdp[U+0007][U+0000][U+200B][U+E0041]", Shown.Text("abc\u202Efdp\a\0\u200B\U000E0041"));
        Assert.Equal("a\nb\nc\nd", Shown.Text("a\r\nb\rc\u2028d"));
        Assert.Equal("a ↵ b", Shown.Line("\na\n\n b\n"));
        Assert.Equal("\nnext", Shown.Text("\u0085next"));
        Assert.Equal("x\uFFFDy", Shown.Text("x\ud800y"));
    }

    private static List<string> Tags(string page) => [.. Tag().Matches(page).Select(m => m.Value)];

    /// <summary>How each line begins, and how many cells it has.</summary>
    private static List<string> Shape(string page) =>
        [.. page.Split('\n').Select(l => $"{Beginning().Match(l).Value}{(l.StartsWith("| ", StringComparison.Ordinal) ? Bar().Count(l) : 0)}")];

    /// <summary>Without the marks that the export itself makes at the beginning and end of lines.</summary>
    private static string Own(string page) =>
        string.Join('\n', page.Split('\n').Select(l => { var s = Beginning().Replace(l, ""); return s.EndsWith("**", StringComparison.Ordinal) ? s[..^2] : s; }));

    private static string Read(string markdown) => Backslash().Replace(markdown, "$1")
        .Replace("&#8288;", "", StringComparison.Ordinal).Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u200f' or '\u200b' or '\ufeff';

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^(#{1,3} |- |  - |> |\\*\\*)")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Backslash();
}
