using System.Text;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.People;
using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.People;

public sealed class StepUpTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime clock = new(new DateTimeOffset(2026, 3, 14, 2, 6, 0, TimeSpan.Zero));
    private readonly SqliteUnderTest store;
    private readonly byte[] secret;
    private StepUp stepUp;

    public StepUpTests()
    {
        var enrolments = new Enrolments(folder.Path);
        secret = enrolments.Enrol("maya");
        store = new SqliteUnderTest(clock);
        stepUp = new StepUp(enrolments, store.Intents, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        stepUp.Dispose();
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_good_code_is_accepted_and_vouches_for_that_person_in_that_incident_alone()
    {
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));

        Assert.Equal(clock.GetUtcNow(), await stepUp.AcceptedAt("maya", "INC-1", Cancel));
        Assert.Null(await stepUp.AcceptedAt("maya", "INC-2", Cancel));
        Assert.Null(await stepUp.AcceptedAt("dario", "INC-1", Cancel));
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_also_after_a_restart_and_by_an_earlier_step()
    {
        var earlier = Code(-1);
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        Assert.Equal("code-used", (await stepUp.Accept("maya", "INC-1", Code(), "d2", Cancel))?.Code);

        await Restart();
        Assert.Equal("code-used", (await stepUp.Accept("maya", "INC-1", Code(), "d2", Cancel))?.Code);
        Assert.Equal("code-used", (await stepUp.Accept("maya", "INC-1", earlier, "d3", Cancel))?.Code);
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(1), "d4", Cancel));
    }

    [Fact]
    public async Task The_same_delivery_may_be_handled_again()
    {
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
    }

    [Fact]
    public async Task Five_wrong_codes_lock_for_five_minutes_even_across_a_restart()
    {
        for (var i = 0; i < StepUp.MostWrong; i++)
        {
            Assert.Equal("code-wrong", (await stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}", Cancel))?.Code);
        }

        await Restart();
        Assert.Equal("code-locked", (await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel))?.Code);
        clock.Advance(StepUp.LockedFor);
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d2", Cancel));
    }

    [Fact]
    public async Task A_good_code_forgets_the_wrong_ones()
    {
        for (var i = 0; i < (StepUp.MostWrong - 1) * 2; i++)
        {
            Assert.Equal("code-wrong", (await stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}", Cancel))?.Code);
            if (i == StepUp.MostWrong - 2)
            {
                Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "good", Cancel));
            }
        }
    }

    [Fact]
    public async Task Whoever_has_no_codes_is_told_how_to_get_them() =>
        Assert.Contains("people enroll dario", (await stepUp.Accept("dario", "INC-1", "123456", "d1", Cancel))!.ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task A_new_enrolment_ends_the_old_secret_and_its_lock()
    {
        for (var i = 0; i < StepUp.MostWrong; i++)
        {
            await stepUp.Accept("maya", "INC-1", Wrong(), $"w{i}", Cancel);
        }

        var again = new Enrolments(folder.Path).Enrol("maya");
        Assert.NotEqual(secret, again);
        Assert.Null(await stepUp.Accept("maya", "INC-1", OneTimeCode.At(again, OneTimeCode.StepAt(clock.GetUtcNow())), "d1", Cancel));
    }

    [Fact]
    public async Task The_secret_is_encrypted_at_rest_and_all_files_are_their_owners_alone()
    {
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        var files = Directory.GetFiles(folder.Sub("step-up"), "*", SearchOption.AllDirectories);

        Assert.Equal(2, files.Length);
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
    public async Task A_secret_without_its_keys_is_told_of_with_what_to_do()
    {
        Directory.Delete(folder.Sub("step-up/keys"), recursive: true);
        await Restart();

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        Assert.Contains("people enroll maya --replace", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_delivery_may_be_handled_again_after_a_crash_also_one_in_the_midst_of_it()
    {
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        await Restart();
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d1", Cancel));
        clock.Advance(OneTimeCode.Step * 3);

        // As after a crash between the two writes: the code is known for this incident, and not by which delivery.
        var enrolment = new Enrolments(folder.Path).Secret("maya")!.Value.Enrolment;
        var key = new IntentKey("people", "one-time-code", "maya", $"{enrolment}/{OneTimeCode.StepAt(clock.GetUtcNow())}");
        await store.Intents.Intend(key, "maya/INC-1", clock.GetUtcNow(), Cancel);
        Assert.Equal("code-used", (await stepUp.Accept("maya", "INC-2", Code(), "d3", Cancel))?.Code);
        Assert.Null(await stepUp.Accept("maya", "INC-1", Code(), "d2", Cancel));
        Assert.Equal("code-used", (await stepUp.Accept("maya", "INC-1", Code(), "d4", Cancel))?.Code);
    }

    private async Task Restart()
    {
        stepUp.Dispose();
        await store.Crash();
        stepUp = new StepUp(new Enrolments(folder.Path), store.Intents, clock);
    }

    private string Code(int off = 0) => OneTimeCode.At(secret, OneTimeCode.StepAt(clock.GetUtcNow()) + off);

    /// <summary>No code of the three steps that count.</summary>
    private string Wrong() => Enumerable.Range(0, 10).Select(i => new StringBuilder().Insert(0, i.ToString(System.Globalization.CultureInfo.InvariantCulture), 6).ToString())
        .First(c => OneTimeCode.StepOf(secret, c, clock.GetUtcNow()) is null);
}
