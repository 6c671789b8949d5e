using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using IncidentBot.Alarms.Sns;
using IncidentBot.Bot.Tests.Alarms;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class DemoAlarmTests(DemoAlarmTests.Authority authority) : IClassFixture<DemoAlarmTests.Authority>
{
    private static readonly string[] Signed = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly DateTimeOffset Changed = new(2025, 3, 1, 12, 1, 2, 345, TimeSpan.Zero);

    private readonly RehearsalAuthority _ca = authority.Ca;

    [Fact]
    public void The_envelope_has_the_fields_of_a_real_delivery() =>
        Assert.Equal(Names(Sample("sns-http-alarm-single-metric.json")), Names(Envelope()));

    [Fact]
    public void The_body_has_the_fields_of_a_real_alarm() =>
        Assert.Equal(Names(Sample("body-raw-delivery-current-fields.json")), Names(Message()));

    [Fact]
    public void The_times_and_the_reason_have_the_forms_of_a_real_alarm()
    {
        Assert.Equal("2025-03-01T12:01:02.345+0000", Message().GetProperty("StateChangeTime").GetString());
        Assert.Equal("Threshold Crossed: 1 datapoint [37.0 (01/03/25 12:00:30)] was greater than or equal to the threshold (5.0).",
            Message().GetProperty("NewStateReason").GetString());
        Assert.Equal("2025-03-01T12:01:02.386Z", Envelope().GetProperty("Timestamp").GetString());
        Assert.Equal("OK", Message(ok: true).GetProperty("NewStateValue").GetString());
    }

    [Fact]
    public void The_signature_is_version_2_over_the_values_as_decoded()
    {
        var envelope = Envelope();
        var text = string.Concat(Signed.Select(name => $"{name}\n{envelope.GetProperty(name).GetString()}\n"));
        var signature = Convert.FromBase64String(envelope.GetProperty("Signature").GetString()!);
        using var key = _ca.Leaf.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.False(key.VerifyData(Encoding.UTF8.GetBytes(text + " "), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(RehearsalAuthority.Url(DemoAlarm.TopicArn).ToString(), envelope.GetProperty("SigningCertURL").GetString());
    }

    [Fact]
    public void The_signing_certificate_is_trusted_under_this_root_and_no_other()
    {
        using var other = TestKeys.Stranger(TimeProvider.System);
        Assert.True(Trusts(_ca.Root, _ca.Leaf));
        Assert.False(Trusts(other.Root, _ca.Leaf));
        Assert.False(_ca.Leaf.HasPrivateKey);
        Assert.True(_ca.Leaf.MatchesHostname("sns.amazonaws.com"));
    }

    [Fact]
    public async Task The_request_looks_like_one_of_SNS()
    {
        var id = Guid.NewGuid();
        using var request = DemoAlarm.Build(_ca, id, 37, Changed, Changed).Request(new Uri("http://127.0.0.1/alarms/sns"));
        Assert.Equal("text/plain; charset=UTF-8", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(id.ToString(), request.Headers.GetValues("x-amz-sns-message-id").Single());
        var body = await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"\"MessageId\":\"{id}\"", body, StringComparison.Ordinal);
    }

    public sealed class Authority : IDisposable
    {
        internal RehearsalAuthority Ca { get; } = TestKeys.Authority(TimeProvider.System);

        public void Dispose() => Ca.Dispose();
    }

    private static bool Trusts(X509Certificate2 root, X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    private JsonElement Envelope(bool ok = false) =>
        JsonElement.Parse(DemoAlarm.Build(_ca, Guid.NewGuid(), 37, Changed.AddSeconds(-32), Changed, ok).Body);

    private JsonElement Message(bool ok = false) => JsonElement.Parse(Envelope(ok).GetProperty("Message").GetString()!);

    private static JsonElement Sample(string file) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", "Data", file)));

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().SelectMany(property =>
        property.Value.ValueKind == JsonValueKind.Object ? Names(property.Value).Prepend(property.Name) : [property.Name]);
}
