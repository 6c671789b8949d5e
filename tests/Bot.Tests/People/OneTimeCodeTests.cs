using System.Text;
using IncidentBot.People;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the rows for SHA-1; six digits are the last six of the eight.</summary>
    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void The_examples_of_RFC_6238_come_out(long seconds, string code)
    {
        var step = OneTimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Assert.Equal(code, OneTimeCode.At(Secret, step, 8));
        Assert.Equal(code[2..], OneTimeCode.At(Secret, step));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-2, false)]
    [InlineData(2, false)]
    public void A_code_is_good_one_step_early_or_late(int off, bool good)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = OneTimeCode.StepAt(now) + off;

        Assert.Equal(good ? step : null, OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, step), now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059244")]
    [InlineData("٠٠٥٩٢٤")]
    public void What_is_no_code_is_none(string code) => Assert.Null(OneTimeCode.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(1234567890)));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_RFC_4648_writes_them(string text, string written) => Assert.Equal(written, SecretText.Write(Encoding.ASCII.GetBytes(text)));
}
