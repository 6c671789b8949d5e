using System.Text;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.People;
using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

public sealed class StepUpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime clock = new(new DateTimeOffset(2026, 3, 14, 2, 6, 0, TimeSpan.Zero));
    private readonly byte[] secret;
    private StepUp stepUp;

    public StepUpTests()
    {
        var enrolments = new Enrolments(folder.Path);
        secret = enrolments.Enrol("maya");
        stepUp = new StepUp(enrolments, clock);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_good_code_is_accepted_and_vouches_for_that_person_in_that_incident_alone()
    {
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d1"));

        Assert.Equal(clock.GetUtcNow(), stepUp.AcceptedAt("maya", "INC-1"));
        Assert.Null(stepUp.AcceptedAt("maya", "INC-2"));
        Assert.Null(stepUp.AcceptedAt("dario", "INC-1"));
    }

    [Fact]
    public void A_code_that_was_used_is_refused_also_after_a_restart_and_by_an_earlier_step()
    {
        var earlier = Code(-1);
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d1"));
        Assert.Equal("code-used", stepUp.Accept("maya", "INC-1", Code(), "d2")?.Code);

        stepUp = new StepUp(new Enrolments(folder.Path), clock);
        Assert.Equal("code-used", stepUp.Accept("maya", "INC-1", Code(), "d1")?.Code);
        Assert.Equal("code-used", stepUp.Accept("maya", "INC-1", earlier, "d3")?.Code);
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(1), "d4"));
    }

    [Fact]
    public void The_same_delivery_may_be_handled_again()
    {
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d1"));
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d1"));
    }

    [Fact]
    public void Five_wrong_codes_lock_for_five_minutes_even_across_a_restart()
    {
        for (var i = 0; i < StepUp.MostWrong; i++)
        {
            Assert.Equal("code-wrong", stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}")?.Code);
        }

        stepUp = new StepUp(new Enrolments(folder.Path), clock);
        Assert.Equal("code-locked", stepUp.Accept("maya", "INC-1", Code(), "d1")?.Code);
        clock.Advance(StepUp.LockedFor);
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d2"));
    }

    [Fact]
    public void A_good_code_forgets_the_wrong_ones()
    {
        for (var i = 0; i < (StepUp.MostWrong - 1) * 2; i++)
        {
            Assert.Equal("code-wrong", stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}")?.Code);
            if (i == StepUp.MostWrong - 2)
            {
                Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "good"));
            }
        }
    }

    [Fact]
    public void Whoever_has_no_codes_is_told_how_to_get_them() =>
        Assert.Contains("people enroll dario", stepUp.Accept("dario", "INC-1", "123456", "d1")!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_new_enrolment_ends_the_old_secret_and_its_lock()
    {
        for (var i = 0; i < StepUp.MostWrong; i++)
        {
            stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}");
        }

        var again = new Enrolments(folder.Path).Enrol("maya");
        Assert.NotEqual(secret, again);
        Assert.Null(stepUp.Accept("maya", "INC-1", OneTimeCode.At(again, OneTimeCode.StepAt(clock.GetUtcNow())), "d1"));
    }

    [Fact]
    public void The_secret_is_encrypted_at_rest_and_all_files_are_their_owners_alone()
    {
        Assert.Null(stepUp.Accept("maya", "INC-1", Code(), "d1"));
        var files = Directory.GetFiles(folder.Sub("step-up"), "*", SearchOption.AllDirectories);

        Assert.Equal(3, files.Length);
        foreach (var text in files.Select(File.ReadAllText))
        {
            Assert.DoesNotContain(SecretText.Write(secret), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(secret), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Code(), text, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])[folder.Sub("step-up"), folder.Sub("step-up/keys"), .. files.Where(f => f.EndsWith(".json", StringComparison.Ordinal))])
            {
                Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(file) & (UnixFileMode)0b000_111_111);
            }
        }
    }

    [Fact]
    public void A_secret_without_its_keys_is_told_of_with_what_to_do()
    {
        Directory.Delete(folder.Sub("step-up/keys"), recursive: true);

        var fault = Assert.Throws<StoreUnavailableException>(() => new StepUp(new Enrolments(folder.Path), clock).Accept("maya", "INC-1", Code(), "d1"));
        Assert.Contains("people enroll maya --replace", fault.Message, StringComparison.Ordinal);
    }

    private string Code(int off = 0) => OneTimeCode.At(secret, OneTimeCode.StepAt(clock.GetUtcNow()) + off);

    /// <summary>No code of the three steps that count.</summary>
    private string Wrong() => Enumerable.Range(0, 10).Select(i => new StringBuilder().Insert(0, i.ToString(System.Globalization.CultureInfo.InvariantCulture), 6).ToString())
        .First(c => OneTimeCode.StepOf(secret, c, clock.GetUtcNow()) is null);
}
