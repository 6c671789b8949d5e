namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>Forgeries that lead to a certificate, or a confirmation, of the forger's choice.</summary>
internal static class SnsAddressForgeries
{
    private const string WrongHost = "SigningCertURL is not on the host sns.us-east-1.amazonaws.com";
    private const string NotPlain = "SigningCertURL is not a plain URL";

    internal static IEnumerable<SnsForgery> All => [.. Addresses, .. Certificates, .. Confirmations];

    private static IEnumerable<SnsForgery> Addresses =>
    [
        At("over http", "http://sns.us-east-1.amazonaws.com/x.pem", "SigningCertURL is not https", true),
        At("on the forger's host", "https://evil.example/x.pem", WrongHost, true),
        At("with SNS as a subdomain of the forger's", "https://sns.us-east-1.amazonaws.com.evil.example/x.pem", WrongHost, true),
        At("with SNS in the path", "https://s3.amazonaws.com/sns.us-east-1.amazonaws.com/x.pem", WrongHost, true),
        At("with SNS as user name", "https://sns.us-east-1.amazonaws.com@evil.example/x.pem", "SigningCertURL has user information", true),
        At("with a user name", "https://user@sns.us-east-1.amazonaws.com/x.pem", "SigningCertURL has user information", false),
        At("with a port", "https://sns.us-east-1.amazonaws.com:8443/x.pem", "SigningCertURL has a port", true),
        At("with the default port spelt out", "https://sns.us-east-1.amazonaws.com:443/x.pem", "SigningCertURL has a port", true),
        At("in another region", "https://sns.eu-west-1.amazonaws.com/x.pem", WrongHost, false),
        At("in China for a topic elsewhere", "https://sns.us-east-1.amazonaws.com.cn/x.pem", WrongHost, false),
        At("on another service", "https://sqs.us-east-1.amazonaws.com/x.pem", WrongHost, true),
        At("one label too many", "https://x.sns.us-east-1.amazonaws.com/x.pem", WrongHost, true),
        At("with a dot after the host", "https://sns.us-east-1.amazonaws.com./x.pem", WrongHost, true),
        At("in capitals", "https://SNS.US-EAST-1.AMAZONAWS.COM/x.pem", NotPlain, false),
        At("with a backslash", "https://sns.us-east-1.amazonaws.com\\@evil.example/x.pem", NotPlain, false),
        At("with a letter that only looks right", "https://sns.us-east-1.am\u0430zonaws.com/x.pem", NotPlain, true),
        At("with a tab", "https://sns.us-east-1.amazonaws.com/\tx.pem", NotPlain, false),
        At("without .pem", "https://sns.us-east-1.amazonaws.com/x.der", "SigningCertURL does not end in .pem", true),
        At("with .pem in the query", "https://sns.us-east-1.amazonaws.com/?Action=GetTopic&x=.pem", "SigningCertURL has a query", false),
        At("with a fragment", "https://sns.us-east-1.amazonaws.com/x.pem#y", "SigningCertURL has a fragment", false),
        At("as a file", "file:///etc/ssl/x.pem", "SigningCertURL is not https", true),
        At("relative", "/x.pem", NotPlain, true),
    ];

    private static IEnumerable<SnsForgery> Certificates =>
    [
        Under("expired", "not valid at this time", f => f.Under(k => f.Real.Issue("sns.amazonaws.com", Sns.Now.AddHours(-20), Sns.Now.AddHours(-1), k))),
        Under("of tomorrow", "not valid at this time", f => f.Under(k => f.Real.Issue("sns.amazonaws.com", Sns.Now.AddHours(1), Sns.Now.AddHours(9), k))),
        Under("signed by itself", "is not trusted", f => f.Under(Forger.SelfSigned)),
        Under("of another root", "is not trusted", f => f.Under(k => f.Own.Issue("sns.amazonaws.com", Sns.Now.AddHours(-1), Sns.Now.AddHours(1), k))),
        Under("for another name", "was not issued to SNS", f => f.Under(k => f.Real.Issue("evil.example", Sns.Now.AddHours(-1), Sns.Now.AddHours(1), k))),
        Under("for another region", "was not issued to SNS", f => f.Under(k => f.Real.Issue("sns.eu-west-1.amazonaws.com", Sns.Now.AddHours(-1), Sns.Now.AddHours(1), k))),
        Under("with a short key", "at least 2048 bits", f => f.Under(k => f.Real.Issue("sns.amazonaws.com", Sns.Now.AddHours(-1), Sns.Now.AddHours(1), k), shortKey: true)),
        Under("without an RSA key", "no RSA key", f => f.Under(Forger.Elliptic)) with { ValidatorRefuses = true },
    ];

    private static IEnumerable<SnsForgery> Confirmations =>
    [
        Confirm("on the forger's host", "https://evil.example/?Action=ConfirmSubscription", "SubscribeURL is not on the host"),
        Confirm("over http", "http://sns.us-east-1.amazonaws.com/", "SubscribeURL is not https"),
        Confirm("in another region", "https://sns.eu-west-1.amazonaws.com/", "SubscribeURL is not on the host"),
        Confirm("for another action", $"https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&TopicArn={Sns.Topic}&Token=2336412f37fb687f", "is not the confirmation"),
        Confirm("for another topic", $"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={Sns.OtherTopic}&Token=2336412f37fb687f", "is not the confirmation"),
        Confirm("with the action twice", $"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Action=DeleteTopic&TopicArn={Sns.Topic}&Token=2336412f37fb687f", "is not the confirmation"),
    ];

    private static SnsForgery At(string name, string url, string reason, bool validatorRefuses) =>
        new($"certificate {name}", "cert-url", reason, validatorRefuses, f => f.CertificateAt(url));

    // The validator looks at the signature only, never at who issued the certificate or when.
    private static SnsForgery Under(string name, string reason, Func<Forger, string> make) =>
        new($"certificate {name}", "certificate", reason, false, make);

    private static SnsForgery Confirm(string name, string url, string reason) =>
        new($"confirmation {name}", "subscribe-url", reason, false, f => f.Genuine(m => m["SubscribeURL"] = url, envelope: Sns.Confirmation()));
}
