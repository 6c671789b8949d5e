using System.Net;
using IncidentBot.Web.Limits;
using Xunit;

namespace IncidentBot.Bot.Tests.Web.Limits;

/// <summary>How much one source may ask, over a real connection: what is too much is 429 with when to come again, and costs nobody else anything.</summary>
public sealed class SourceLimitTests
{
    private static (string, string)[] Few(params (string, string)[] more) => [("Web:Limits:PerSecond", "1"), ("Web:Limits:Burst", "5"), .. more];

    [Fact]
    public async Task Beyond_the_burst_every_path_but_health_is_told_to_come_again()
    {
        await using var web = await WebUnderTest.Start(Few());
        var answers = await Many(12, () => web.Get("/nowhere"));
        Assert.InRange(answers.Count(a => a.Status == HttpStatusCode.NotFound), 5, 7);
        var late = answers.Last(a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(("1", "Too many requests come from your address: wait, and send it again.\n"), (late.Header("Retry-After"), late.Text));
        Assert.Contains(await Many(12, () => web.Event(WebUnderTest.EventBridgeKey)), a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.All(await Many(12, () => web.Get("/health/live")), a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    public async Task Without_a_proxy_the_peers_address_counts_whatever_it_says_of_itself()
    {
        await using var web = await WebUnderTest.Start(Few());
        var number = 0;
        var answers = await Many(20, () => web.Get("/nowhere", ("X-Forwarded-For", $"198.51.100.{Interlocked.Increment(ref number)}")));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Behind_a_proxy_each_source_has_its_own_bucket_and_cannot_invent_others()
    {
        await using var web = await WebUnderTest.Start(Few(("Web:Proxies:0", "127.0.0.1")));
        Assert.Contains(await Many(12, () => web.Get("/nowhere", ("X-Forwarded-For", "198.51.100.1"))), a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await web.Get("/nowhere", ("X-Forwarded-For", "198.51.100.2"))).Status);

        // Left of what the proxy added stands what the stranger sent.
        var number = 10;
        Assert.Contains(
            await Many(12, () => web.Get("/nowhere", ("X-Forwarded-For", $"203.0.113.{Interlocked.Increment(ref number)}, 198.51.100.3"))), a => a.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Who_is_refused_again_and_again_is_slowed_down_while_good_requests_of_the_same_address_pass()
    {
        await using var web = await WebUnderTest.Start(("Web:Limits:RefusedBurst", "3"), ("Web:Limits:RefusedPerMinute", "1"));
        var guesses = new List<WebUnderTest.Answer>();
        for (var i = 0; i < 5; i++)
        {
            guesses.Add(await web.Event($"guess-{i}"));
        }

        Assert.Equal([401, 401, 401, 429, 429], guesses.Select(g => (int)g.Status));
        Assert.InRange(int.Parse(guesses[^1].Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("close", guesses[^1].Header("Connection"));
        Assert.Null(guesses[0].Header("Connection"));
        Assert.All(await Many(10, () => web.Event(WebUnderTest.EventBridgeKey)), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(HttpStatusCode.NotFound, (await web.Get("/nowhere")).Status);
    }

    [Fact]
    public async Task A_storm_of_thousands_of_one_address_is_taken()
    {
        await using var web = await WebUnderTest.Start();
        var id = 0;
        Assert.All(await Many(3_000, () => web.Event(WebUnderTest.EventBridgeKey, $"e{Interlocked.Increment(ref id)}")), a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    public void Sources_are_addresses_and_of_IPv6_networks_of_64_bits_and_no_more_are_remembered_than_there_are_slots()
    {
        Assert.Equal(Slot("198.51.100.7"), Slot("::ffff:198.51.100.7"));
        Assert.Equal(Slot("2001:db8:1:2::1"), Slot("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        Assert.True(Enumerable.Range(0, 200).Select(i => Slot($"2001:db8:1:{i:x}::1")).Distinct().Count() > 190);
        Assert.True(Enumerable.Range(0, 200).Select(i => Slot($"198.51.100.{i}")).Distinct().Count() > 190);
        var random = new Random(1);
        var bytes = new byte[16];
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            Assert.InRange(RequestSource.Of(new IPAddress(bytes)), 0, RequestSource.Slots - 1);
        }
    }

    private static int Slot(string address) => RequestSource.Of(IPAddress.Parse(address));

    private static async Task<WebUnderTest.Answer[]> Many(int count, Func<Task<WebUnderTest.Answer>> ask)
    {
        using var few = new SemaphoreSlim(32);
        return await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            await few.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return await ask();
            }
            finally
            {
                few.Release();
            }
        }));
    }
}
