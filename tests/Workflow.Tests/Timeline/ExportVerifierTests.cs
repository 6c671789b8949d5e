using System.Text.Json;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

public sealed class ExportVerifierTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly SampleExport _export = new();

    public void Dispose() => _export.Dispose();

    [Fact]
    public void A_good_export_is_consistent_and_with_an_anchor_proven()
    {
        var text = _export.Root.ToJsonString();
        var plain = new ExportVerdict.Verified(SampleExport.Events, _export.Head, Anchored: false);
        Assert.Equal(plain, ExportVerifier.Verify(text));
        Assert.Equal(plain with { Anchored = true }, ExportVerifier.Verify(text, _export.Head));
        Assert.Equal(plain with { Anchored = true }, ExportVerifier.Verify(text, null, _export.PublicKeyPem));
        Assert.Equal(plain with { Anchored = true }, ExportVerifier.Verify(text, _export.Head, _export.PublicKeyPem));
    }

    [Fact]
    public void Layout_order_and_spelling_do_not_matter()
    {
        var text = RandomJson.Reversed(_export.Root).ToJsonString(Indented)
            .Replace("\\u20AC", "€", StringComparison.Ordinal).Replace("ann", "\\u0061nn", StringComparison.Ordinal)
            .Replace("\"version\": 2,", "\"version\": 2.0,", StringComparison.Ordinal);
        Assert.True(Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(text, null, _export.PublicKeyPem)).Anchored);
    }

    [Fact]
    public void What_is_no_evidence_is_ignored()
    {
        _export.Root["decision"] = "anything";
        _export.Root["publicKey"] = "-----BEGIN PUBLIC KEY-----";
        Assert.False(Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(_export.Root.ToJsonString())).Anchored);
    }

    [Fact]
    public void A_key_inside_the_file_anchors_nothing()
    {
        using var forged = new SampleExport();
        forged[3]["data"]!["by"] = "mallory";
        forged.Rehash();
        forged.Sign();
        forged.Root["publicKey"] = forged.PublicKeyPem;
        var text = forged.Root.ToJsonString();
        Assert.False(Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(text)).Anchored);
        Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text, null, _export.PublicKeyPem));
        Assert.IsType<ExportVerdict.Broken>(ExportVerifier.Verify(text, _export.Head));
    }

    [Fact]
    public void The_name_of_an_event_is_not_interpreted()
    {
        _export[2]["type"] = "no.such.event.v9";
        _export.Rehash(2);
        Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(_export.Root.ToJsonString()));
    }

    [Fact]
    public void A_head_of_an_earlier_version_proves_the_events_up_to_it()
    {
        var verdict = ExportVerifier.Verify(_export.Root.ToJsonString(), (string)_export[4]["hash"]!);
        Assert.Equal(5, Assert.IsType<ExportVerdict.Broken>(verdict).Version);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello", "not JSON")]
    [InlineData("{\"format\":\"incidentbot/1\"", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "no \"format\"")]
    [InlineData("""{"format":1}""", "no \"format\"")]
    [InlineData("""{"format":"\ud800"}""", "no \"format\"")]
    [InlineData("""{"format":"incidentbot/2<\u001b"}""", "\"incidentbot/2\\u003C\\u001B\"")]
    [InlineData("""{"format":"incidentbot/1"}""", "no \"incident\"")]
    [InlineData("""{"format":"incidentbot/1","incident":"INC-1\n"}""", "no \"incident\"")]
    [InlineData("""{"format":"incidentbot/1","incident":"INC-1","events":{}}""", "no list \"events\"")]
    [InlineData("""{"format":"incidentbot/1","incident":"INC-1","events":[]}""", "no \"head\"")]
    [InlineData("""{"format":"incidentbot/1","incident":"INC-1","events":[],"head":"AB"}""", "no \"head\"")]
    [InlineData("""{"format":"incidentbot/1","incident":"INC-1","incident":"INC-2"}""", "\"incident\" occurs twice")]
    public void What_is_no_export_is_said_to_be_none(string text, string reason) =>
        Assert.Contains(reason, Assert.IsType<ExportVerdict.NotAnExport>(ExportVerifier.Verify(text)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_is_no_export() =>
        Assert.Contains("surrogate", Assert.IsType<ExportVerdict.NotAnExport>(ExportVerifier.Verify("\"\ud800\"")).Reason, StringComparison.Ordinal);

    [Fact]
    public void An_anchor_that_is_none_is_the_caller_s_error()
    {
        var text = _export.Root.ToJsonString();
        Assert.Throws<FormatException>(() => ExportVerifier.Verify(text, "abc"));
        Assert.Throws<FormatException>(() => ExportVerifier.Verify(text, null, "abc"));
    }
}
