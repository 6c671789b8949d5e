using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using IncidentBot.Bot.Tests.Cli;
using IncidentBot.Exports;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Exports;

public sealed class CsvExportTests
{
    private const string Formulas = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    public static TheoryData<string> Nasty =>
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A1", "\uff1d1", "\"=1\"", "a,b;c", "\"quoted\", \"fields\"",
        "two\nlines", "a\r\nb", "\u202Eevil", "bell\u0007", "'=1", "€ \U0001F600",
    ];

    [Theory]
    [MemberData(nameof(Nasty))]
    public void No_field_is_a_formula_and_no_text_moves_a_column(string text)
    {
        var harmless = Read(Csv("words"));
        var rows = Read(Csv(text));
        Assert.Equal(harmless.Count, rows.Count);
        Assert.All(rows, r => Assert.Equal(8, r.Length));
        Assert.All(rows.SelectMany(r => r).Where(f => f.Length > 0), f => Assert.False(Formulas.Contains(f[0], StringComparison.Ordinal), f));
        Assert.Equal(harmless.Select(r => (r[0], r[5])), rows.Select(r => (r[0], r[5])));
        Assert.DoesNotContain(rows.SelectMany(r => r), f => f.Contains('\u202e', StringComparison.Ordinal) || f.Contains('\a', StringComparison.Ordinal));
    }

    [Fact]
    public void A_formula_keeps_its_words_behind_an_apostrophe() =>
        Assert.Contains(Read(Csv("=1+1")), r => r[6] == "'=1+1" && r[2].Contains("“=1+1”", StringComparison.Ordinal));

    [Fact]
    public void The_decision_comes_first_and_every_section_follows()
    {
        var rows = Read(Csv("words"));
        Assert.Equal(["section", "decision", "incident", "phases", "updates", "actuals", "timeline"], rows.Select(r => r[0]).Distinct());
        Assert.Contains(rows, r => r[1] == "Chain head" && r[2] == Head);
        Assert.Contains(rows, r => r[1] == "To verify" && r[2].Contains("incidentbot verify INC-1.json", StringComparison.Ordinal));
    }

    private static readonly string Head = new('a', 64);

    private static string Csv(string text) =>
        CsvExport.Write(Report.Of(Dossier.Of("INC-1", StoredIncident.Events("INC-1", text), new SealedHead(7, Head, null, null))));

    private static List<string[]> Read(string csv)
    {
        using var parser = new CsvParser(new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture));
        var rows = new List<string[]>();
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }

        return rows;
    }
}
