using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed class TamperingTests : IDisposable
{
    private readonly SampleExport _export = new();

    public static TheoryData<string> Names => [.. Tamperings.All.Keys];

    public void Dispose() => _export.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Tampering_is_found_at_its_version(string name)
    {
        var (version, tamper, needsAnchor) = Tamperings.All[name];
        var head = _export.Head;
        var text = tamper(_export);
        if (needsAnchor) Assert.False(Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(text)).Anchored);
        else Assert.Equal(version, Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text)).Version);
        Assert.Equal(version, Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text, head)).Version);
        Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text, null, _export.PublicKeyPem));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData(null)]
    public void A_signature_that_does_not_hold_is_refused_when_a_key_is_given(string? signature)
    {
        _export.Root["signature"] = signature;
        var text = _export.Root.ToJsonString();
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(text));
        Assert.Equal(6, Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text, null, _export.PublicKeyPem)).Version);
    }

    [Fact]
    public void A_signature_over_another_version_or_incident_is_refused()
    {
        var signature = (string)_export.Root["signature"]!;
        using var key = HeadSignature.ReadPublicKey(_export.PublicKeyPem);
        Assert.True(HeadSignature.Holds(key, "INC-1", 6, _export.Head, signature));
        Assert.False(HeadSignature.Holds(key, "INC-1", 5, _export.Head, signature));
        Assert.False(HeadSignature.Holds(key, "INC-2", 6, _export.Head, signature));
        Assert.False(HeadSignature.Holds(key, "INC-1", 6, (string)_export[5]["hash"]!, signature));
    }

    [Fact]
    public void Any_changed_byte_inside_an_event_is_found_or_means_nothing()
    {
        var good = Encoding.UTF8.GetBytes(_export.Root.ToJsonString());
        var original = Events(good);
        var start = good.AsSpan().IndexOf("\"events\":["u8) + "\"events\":["u8.Length;
        var end = good.AsSpan().IndexOf("],\"head\""u8);
        var changes = from at in Gen.Choose(start, end - 1)
                      from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("\"\\{}[]:, \n0123456789abcdef"u8.ToArray().Select(b => (int)b)))
                      select (At: at, Value: (byte)value);
        var harmless = 0;
        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var bytes = good.ToArray();
            bytes[change.At] = change.Value;
            // What is no UTF-8 is refused before the verifier sees it.
            if (!TryText(bytes, out var text) || ExportVerifier.Verify(text) is not ExportVerdict.Verified) return true;
            harmless++;
            return Events(bytes) == original;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
        Assert.InRange(harmless, 1, 2_500);
    }

    private static string Events(byte[] export)
    {
        using var document = JsonDocument.Parse(export);
        return CanonicalJson.Write(document.RootElement.GetProperty("events"));
    }

    private static bool TryText(byte[] bytes, out string text)
    {
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
