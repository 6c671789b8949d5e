using IncidentBot.Aws;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

public sealed class AwsOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("https://vpce-1.example.com", "incidentbot")]
    [InlineData("https://{service}.{region}.example.com/", null)]
    [InlineData("http://127.0.0.1:5556", null)]
    public void Good_settings_pass(string? endpoint, string? profile) =>
        Assert.True(new AwsOptionsValidator().Validate(null, new AwsOptions { Endpoint = endpoint, Profile = profile }).Succeeded);

    [Fact]
    public void All_faults_are_told_with_the_value()
    {
        var result = new AwsOptionsValidator().Validate(null, new AwsOptions { Endpoint = "ftp://x", Profile = "a b" });
        Assert.Equal(["Aws:Endpoint", "Aws:Profile"], result.Failures!.Select(f => f[..f.IndexOf(" must", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("http://monitoring.example.com", "must be https")]
    [InlineData("https://user:secret@example.com", "address of a host")]
    [InlineData("https://example.com/path", "address of a host")]
    [InlineData("https://{zone}.example.com", "address of a host")]
    [InlineData("", "address of a host")]
    public void A_bad_endpoint_is_refused(string endpoint, string why) =>
        Assert.Contains(why, new AwsOptionsValidator().Validate(null, new AwsOptions { Endpoint = endpoint }).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("eu-west-1", "https://monitoring.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://monitoring.cn-north-1.amazonaws.com.cn/")]
    public void The_public_address_is_the_regions_own(string region, string address) => Assert.Equal(address, new AwsOptions().Address("monitoring", region).AbsoluteUri);

    [Fact]
    public void A_private_address_is_filled_in() => Assert.Equal(
        "https://servicequotas.eu-west-1.example.com/", new AwsOptions { Endpoint = "https://{service}.{region}.example.com" }.Address("servicequotas", "eu-west-1").AbsoluteUri);
}
