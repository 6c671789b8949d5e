using IncidentBot.Readings;
using IncidentBot.Readings.Resolving;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Resolving;

public sealed class DnsReadingTests
{
    private const byte NoSuchName = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_counted_dated_and_compared_with_what_is_expected()
    {
        await using var server = TestNameServer.Says(0, TestRecord.A("192.0.2.1", 60), TestRecord.A("192.0.2.2", 20), TestRecord.A("203.0.113.9", 1, "elsewhere.example.com"));
        Assert.Equal(2, (await Take(server, DnsGives.Answers)).Value);
        Assert.Equal(20, (await Take(server, DnsGives.Ttl)).Value);
        Assert.Equal(1, (await Take(server, DnsGives.Matches, "192.0.2.2", "192.0.2.1", "192.0.2.3")).Value);
        Assert.Equal(0, (await Take(server, DnsGives.Matches, "192.0.2.1")).Value);
        Assert.All(server.Asked, q => Assert.Equal(1, q[2]));
    }

    [Fact]
    public async Task Aliases_are_followed_and_the_shortest_time_to_live_counts()
    {
        await using var server = TestNameServer.Says(0, TestRecord.Cname("edge.example.net", 5), TestRecord.A("192.0.2.1", 60, "edge.example.net"));
        Assert.Equal(5, (await Take(server, DnsGives.Ttl)).Value);
        Assert.Equal(1, (await Take(server, DnsGives.Matches, "192.0.2.1")).Value);
        var alias = new ReadingSource.Dns("shop.example.com.", DnsRecordType.Cname, server.Address, DnsGives.Matches, null, ["EDGE.example.net."], TimeSpan.FromSeconds(60));
        Assert.Equal(1, (await new DnsReading().Take(alias, Cancel)).Value);

        await using var circle = TestNameServer.Says(0, TestRecord.Cname("b.example.com"), TestRecord.Cname("shop.example.com", 60, "b.example.com"));
        Assert.Contains("in a circle", (await Take(circle, DnsGives.Answers)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_has_no_answers_and_matches_nothing()
    {
        await using var server = TestNameServer.Says(NoSuchName);
        Assert.Equal((0m, 0m), ((await Take(server, DnsGives.Answers)).Value, (await Take(server, DnsGives.Matches, "192.0.2.1")).Value));
        Assert.Contains("no answer", (await Take(server, DnsGives.Ttl)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0x0080, "SERVFAIL")]
    [InlineData(5, 0x0080, "REFUSED")]
    [InlineData(9, 0x0080, "code 9")]
    [InlineData(0, 0x0000, "neither knows the name nor asks others")]
    public async Task A_server_that_cannot_tell_is_unknown(byte code, ushort flags, string reason)
    {
        await using var server = new TestNameServer((q, _) => [TestNameServer.Message(q, code, [], flags)]);
        Assert.Contains(reason, (await Take(server, DnsGives.Answers)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_fetched_over_tcp()
    {
        var many = Enumerable.Range(0, 100).Select(i => TestRecord.A($"192.0.2.{i}")).ToList();
        await using var server = new TestNameServer((q, tcp) => [tcp ? TestNameServer.Message(q, 0, many) : TestNameServer.Message(q, 0, [], 0x0280)]);
        Assert.Equal(100, (await Take(server, DnsGives.Answers)).Value);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task What_does_not_answer_the_question_is_not_listened_to()
    {
        await using var server = new TestNameServer((q, _) =>
        {
            var otherId = (byte[])[(byte)(q[0] ^ 1), .. q[1..]];
            var otherName = q.ToArray();
            otherName[13] ^= 1;
            var forged = new[] { TestRecord.A("203.0.113.66"), TestRecord.A("203.0.113.67") };
            return [TestNameServer.Message(otherId, 0, forged), TestNameServer.Message(otherName, 0, forged), [1, 2, 3], q, TestNameServer.Message(q, 0, [TestRecord.A("192.0.2.1")])];
        });
        Assert.Equal(1, (await Take(server, DnsGives.Answers)).Value);
    }

    [Fact]
    public async Task A_datagram_that_is_lost_is_sent_again()
    {
        var first = true;
        await using var server = new TestNameServer((q, _) =>
        {
            (var lost, first) = (first, false);
            return lost ? [] : [TestNameServer.Message(q, 0, [TestRecord.A("192.0.2.1")])];
        });
        Assert.Equal(1, (await Take(server, DnsGives.Answers)).Value);
    }

    [Fact]
    public async Task What_is_cached_is_compared_with_what_the_authority_says_itself()
    {
        await using var cached = TestNameServer.Says(0, TestRecord.A("192.0.2.2"), TestRecord.A("192.0.2.1"));
        await using var same = Authority(0x0400, "192.0.2.1", "192.0.2.2");
        await using var moved = Authority(0x0400, "203.0.113.1");
        await using var lame = Authority(0x0080, "192.0.2.1", "192.0.2.2");
        Assert.Equal(1, (await Agrees(cached, same)).Value);
        Assert.Equal(0, (await Agrees(cached, moved)).Value);
        Assert.Contains("not responsible", (await Agrees(cached, lame)).Problem, StringComparison.Ordinal);
        Assert.All(same.Asked, q => Assert.Equal(0, q[2]));
    }

    [Fact]
    public void No_answer_however_broken_is_answered_with_an_exception()
    {
        var question = new DnsQuestion(7, "shop.example.com", DnsRecordType.A, true);
        var sound = TestNameServer.Message(question.Message(), 0, [TestRecord.Cname("a.b"), TestRecord.A("192.0.2.1", 60, "a.b"), new TestRecord(16, 1, [3, 65, 66, 67])]);
        Assert.Equal(["192.0.2.1"], DnsMessage.Read(sound, question)!.Values);
        var random = new Random(20260314);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = sound.ToArray();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                broken[random.Next(2, broken.Length)] = (byte)random.Next(256);
            }

            _ = DnsMessage.Read(broken.AsSpan(0, random.Next(broken.Length + 1)), question);
        }

        // A name that points at itself.
        var loop = TestNameServer.Message(question.Message(), 0, [TestRecord.A("192.0.2.1")]);
        (loop[^16], loop[^15]) = (0xC0, (byte)(loop.Length - 16));
        Assert.Contains("malformed", DnsMessage.Read(loop, question)!.Problem, StringComparison.Ordinal);
    }

    private static TestNameServer Authority(ushort flags, params string[] addresses) =>
        new((q, _) => [TestNameServer.Message(q, 0, [.. addresses.Select(a => TestRecord.A(a))], flags)]);

    private static Task<Sample> Take(TestNameServer server, DnsGives gives, params string[] expect) =>
        new DnsReading().Take(new ReadingSource.Dns("shop.example.com", DnsRecordType.A, server.Address, gives, null, expect, TimeSpan.FromSeconds(60)), Cancel);

    private static Task<Sample> Agrees(TestNameServer server, TestNameServer authority) =>
        new DnsReading().Take(new ReadingSource.Dns("shop.example.com", DnsRecordType.A, server.Address, DnsGives.Agrees, authority.Address, [], TimeSpan.FromSeconds(60)), Cancel);
}
