using IncidentBot.Demo.Logs;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class EpochRegisterTests
{
    [Fact]
    public void A_larger_epoch_may_change_anything()
    {
        var register = With(("gate", "fence", 1));
        Assert.Equal(EpochVerdict.Change, register.Judge("gate", "unfence", 2));
        Assert.Equal(EpochVerdict.Change, register.Judge("gate", "fence", 2));
    }

    [Fact]
    public void The_same_change_at_the_same_epoch_is_a_harmless_repeat() =>
        Assert.Equal(EpochVerdict.Repeat, With(("gate", "fence", 3)).Judge("gate", "fence", 3));

    [Fact]
    public void Another_change_at_the_same_epoch_is_refused_with_the_reason()
    {
        var verdict = With(("gate", "fence", 3)).Judge("gate", "unfence", 3);
        Assert.False(verdict.Allowed);
        Assert.Equal("epoch 3 was already used to fence; to unfence takes a larger one", verdict.Reason);
    }

    [Fact]
    public void An_epoch_below_the_largest_seen_is_refused_for_every_subject()
    {
        var register = With(("gate", "fence", 3), ("gate", "unfence", 4));
        var late = register.Judge("route", "eu-west-1", 3);
        Assert.False(late.Allowed);
        Assert.Equal("epoch 3 is stale: epoch 4 was already seen", late.Reason);
        Assert.True(register.Judge("route", "eu-west-1", 4).Changed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Epochs_begin_at_one(long epoch) => Assert.False(new EpochRegister().Judge("gate", "fence", epoch).Allowed);

    [Fact]
    public void A_log_remembers_its_epochs_and_stores_no_repeat()
    {
        using var scratch = new Scratch();
        var now = new StandingClock().Now;
        using (var log = EpochLog.Open(scratch.Path))
        {
            Assert.True(log.Take("gate", "fence", 5, now).Changed);
            Assert.False(log.Take("gate", "fence", 5, now).Changed);
            Assert.False(log.Take("gate", "unfence", 5, now).Allowed);
        }

        using var again = EpochLog.Open(scratch.Path);
        Assert.Equal(5, again.Register.Highest);
        Assert.Equal([new EpochEntry(now, "gate", "fence", 5)], EpochLog.Read(scratch.Path));
    }

    private static EpochRegister With(params (string Subject, string Change, long Epoch)[] entries)
    {
        var register = new EpochRegister();
        foreach (var (subject, change, epoch) in entries)
        {
            register.Apply(new EpochEntry(default, subject, change, epoch));
        }

        return register;
    }
}
