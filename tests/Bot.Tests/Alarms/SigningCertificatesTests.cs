using System.Net;
using System.Text;
using IncidentBot.Alarms.Sns;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms;

public sealed class SigningCertificatesTests : IDisposable
{
    private static readonly Uri Url = new("https://sns.us-east-1.amazonaws.com/x.pem");

    private readonly FixedClock _clock = new(Sns.Now);
    private readonly RehearsalAuthority _authority;
    private readonly Answers _answers = new();
    private readonly HttpClient _http;

    public SigningCertificatesTests()
    {
        _authority = TestKeys.Authority(_clock);
        _http = new HttpClient(_answers);
        _answers.Body = _authority.Leaf.ExportCertificatePem();
    }

    [Fact]
    public async Task A_certificate_is_fetched_once_a_day()
    {
        using var certificates = Own();

        await Get(certificates);
        await Get(certificates);
        Assert.Equal(1, _answers.Asked);

        _clock.Now += TimeSpan.FromHours(25);
        await Get(certificates);
        Assert.Equal(2, _answers.Asked);
    }

    [Fact]
    public async Task A_kept_certificate_is_not_used_beyond_its_last_day()
    {
        using var key = TestKeys.Other();
        using var brief = _authority.Issue("sns.amazonaws.com", Sns.Now.AddHours(-1), Sns.Now.AddHours(1), key);
        _answers.Body = brief.ExportCertificatePem();
        using var certificates = Own();
        await Get(certificates);

        _clock.Now += TimeSpan.FromHours(2);

        Assert.False((await Refused(certificates)).Transient);
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Any_answer_but_200_is_trouble_that_may_pass(HttpStatusCode status)
    {
        _answers.Status = status;
        using var certificates = Own();

        Assert.True((await Refused(certificates)).Transient);

        _answers.Status = HttpStatusCode.OK;
        await Get(certificates);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_not_read_to_its_end()
    {
        _answers.Body += new string(' ', HttpsSigningCertificates.LargestFile);
        using var certificates = Own();

        Assert.Contains("could not be fetched", (await Refused(certificates)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_file_that_is_no_certificate_is_refused(string body)
    {
        _answers.Body = body;
        using var certificates = Own();

        var refused = await Refused(certificates);

        Assert.Equal((false, "the signing certificate is no PEM file"), (refused.Transient, refused.Message));
    }

    [Fact]
    public async Task The_operating_system_does_not_trust_a_rehearsal()
    {
        using var certificates = new HttpsSigningCertificates(_http, CertificateTrust.System(), _clock);

        Assert.Contains("is not trusted", (await Refused(certificates)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sns.amazonaws.com", "sns.us-east-1.amazonaws.com", true)]
    [InlineData("sns.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com", true)]
    [InlineData("sns-signing.af-south-1.amazonaws.com", "sns.af-south-1.amazonaws.com", true)]
    [InlineData("sns-us-gov-west-1.amazonaws.com", "sns.us-gov-east-1.amazonaws.com", true)]
    [InlineData("sns-cn-north-1.amazonaws.com.cn", "sns.cn-north-1.amazonaws.com.cn", true)]
    [InlineData("sns-signing.af-south-1.amazonaws.com", "sns.us-east-1.amazonaws.com", false)]
    [InlineData("sqs.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com", false)]
    [InlineData("sns.amazonaws.com", "sns.cn-north-1.amazonaws.com.cn", false)]
    public void A_certificate_is_for_SNS_in_one_region_or_in_all(string name, string host, bool trusted)
    {
        using var key = TestKeys.Other();
        using var leaf = _authority.Issue(name, Sns.Now.AddHours(-1), Sns.Now.AddHours(1), key);

        var fault = CertificateTrust.Only([_authority.Root]).Fault(leaf, [], new Uri($"https://{host}/x.pem"), Sns.Now);

        Assert.Equal(trusted, fault is null);
    }

    [Fact]
    public async Task A_confirmation_counts_only_when_SNS_says_200()
    {
        var confirmer = new HttpsSubscriptionConfirmer(_http, _clock);

        Assert.True(await confirmer.Confirm(Url, TestContext.Current.CancellationToken));
        _answers.Status = HttpStatusCode.Found;
        Assert.False(await confirmer.Confirm(Url, TestContext.Current.CancellationToken));
        _answers.Fails = true;
        Assert.False(await confirmer.Confirm(Url, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _http.Dispose();
        _answers.Dispose();
        _authority.Dispose();
    }

    private HttpsSigningCertificates Own() => new(_http, CertificateTrust.Only([_authority.Root]), _clock);

    private static Task<System.Security.Cryptography.X509Certificates.X509Certificate2> Get(HttpsSigningCertificates certificates) => certificates.Get(Url, TestContext.Current.CancellationToken);

    private static Task<SigningCertificateException> Refused(HttpsSigningCertificates certificates) =>
        Assert.ThrowsAsync<SigningCertificateException>(() => Get(certificates));

    private sealed class Answers : HttpMessageHandler
    {
        internal HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        internal string Body { get; set; } = "";

        internal bool Fails { get; set; }

        internal int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Fails
                ? throw new HttpRequestException("no route")
                : Task.FromResult(new HttpResponseMessage(Status) { Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(Body))) });
        }
    }
}
