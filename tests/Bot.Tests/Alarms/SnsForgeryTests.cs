using IncidentBot.Alarms.Sns;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class SnsForgeryTests
{
    public static TheoryData<string> Names => [.. SnsForgeries.All.Select(f => f.Name)];

    [Fact]
    public void The_corpus_is_large_and_its_names_are_unique()
    {
        Assert.True(SnsForgeries.All.Count >= 30);
        Assert.Equal(SnsForgeries.All.Count, SnsForgeries.All.Select(f => f.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_forgery_is_refused_for_its_own_reason(string name)
    {
        var forgery = SnsForgeries.All.Single(f => f.Name == name);
        using var forger = new Forger();
        var body = forgery.Make(forger);

        var verdict = await Sns.Verifier(forgery.Options, forger.Certificates, forger.Clock)
            .Verify(body, TestContext.Current.CancellationToken);

        var refused = Assert.IsType<SnsVerdict.Refused>(verdict);
        Assert.Equal(forgery.Code, refused.Code);
        Assert.Contains(forgery.Reason, refused.Reason, StringComparison.Ordinal);
        Assert.InRange(refused.Status, 400, 499);
    }

    [Fact]
    public async Task What_the_forger_starts_from_is_genuine()
    {
        using var forger = new Forger();
        var verifier = Sns.Verifier(Sns.Options(), forger.Certificates, forger.Clock);

        Assert.IsType<SnsVerdict.Genuine>(await verifier.Verify(forger.Genuine(), TestContext.Current.CancellationToken));
        Assert.IsType<SnsVerdict.Genuine>(
            await verifier.Verify(forger.Genuine(envelope: Sns.Confirmation()), TestContext.Current.CancellationToken));
    }
}
