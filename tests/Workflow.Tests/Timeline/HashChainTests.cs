using System.Security.Cryptography;
using System.Text;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed class HashChainTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(2)).AddTicks(1);

    [Fact]
    public void The_chain_begins_with_the_stream_s_name() =>
        // printf 'incidentbot/1\nINC-1' | sha256sum
        Assert.Equal(Hex("incidentbot/1\nINC-1"u8), HashChain.Genesis("INC-1"));

    [Fact]
    public void A_hash_covers_the_hash_before_and_the_canonical_event()
    {
        var prev = HashChain.Genesis("INC-1");
        var covered = """{"at":"2026-03-01T08:00:00.0000001Z","data":{"a":1},"type":"x.v1","version":1}"""u8;
        Assert.Equal(Hex([.. Convert.FromHexString(prev), .. covered]), HashChain.Next(prev, 1, "x.v1", At, """{"a":1}"""));
    }

    [Fact]
    public void What_is_hashed_is_canonical_whatever_the_type_s_name()
    {
        var prev = HashChain.Genesis("s");
        var text = CanonicalJson.Canonicalise("""{"version":2,"type":"a\"\n\u00e9","at":"t","data":[]}""");
        Assert.Equal(Hex([.. Convert.FromHexString(prev), .. Encoding.UTF8.GetBytes(text)]), HashChain.Next(prev, 2, "a\"\né", "t", "[]"));
    }

    [Fact]
    public void A_time_reads_back_to_the_tick_in_UTC()
    {
        var read = UtcText.Read(UtcText.Of(At));
        Assert.Equal(At, read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
        Assert.Throws<FormatException>(() => UtcText.Read("2026-03-01T08:00:00Z"));
    }

    [Theory]
    [InlineData("1.2.840.10045.3.1.7", true)]
    [InlineData("1.3.132.0.34", false)]
    public void Only_public_keys_on_P_256_are_read(string curve, bool fits)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        if (fits) HeadSignature.ReadPublicKey(key.ExportSubjectPublicKeyInfoPem()).Dispose();
        else Assert.Contains("P-256", Refusal(key.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("private", Refusal(key.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("not a public key", Refusal("hello"), StringComparison.Ordinal);
        Assert.Contains("not a public key", Refusal("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"), StringComparison.Ordinal);
    }

    private static string Refusal(string pem) => Assert.Throws<FormatException>(() => HeadSignature.ReadPublicKey(pem)).Message;

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
