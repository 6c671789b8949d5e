using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Store.Postgres;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

public sealed class PostgresTextTests
{
    private static readonly Gen<string> Texts = Gen.Elements('\0', '\u0001', '0', '1', 'a', '\u20ac').ListOf().Select(c => new string([.. c]));

    [Fact]
    public void Every_text_comes_back_and_holds_no_NUL_in_between() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        var written = PostgresText.Write(text)!;
        return !written.Contains('\0', StringComparison.Ordinal) && PostgresText.Read(written) == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Different_texts_stay_different() => Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), (a, b) =>
        (a == b) == (PostgresText.Write(a) == PostgresText.Write(b))).QuickCheckThrowOnFailure();

    [Fact]
    public void Half_a_pair_becomes_the_replacement_character_and_a_whole_one_stays()
    {
        Assert.Equal("a\ufffdb", PostgresText.Write("a\ud83db"));
        Assert.Equal("a\ufffd", PostgresText.Write("a\ude00"));
        Assert.Equal("\ud83d\ude00", PostgresText.Write("\ud83d\ude00"));
        Assert.Null(PostgresText.Read(PostgresText.Write(null)));
    }
}
