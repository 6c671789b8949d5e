using IncidentBot.Alarms.Parsing;

namespace IncidentBot.Alarms.Sns;

/// <summary>Whether a message is from SNS and meant for us.</summary>
internal abstract record SnsVerdict
{
    private SnsVerdict()
    {
    }

    /// <summary>Signed by SNS for an allowed topic; <paramref name="Confirm"/> is the address to call if it asks for confirmation.</summary>
    internal sealed record Genuine(SnsEnvelope Envelope, Uri? Confirm) : SnsVerdict;

    /// <summary>Never to be accepted; <paramref name="Status"/> is the HTTP answer, <paramref name="Code"/> names the rule.</summary>
    internal sealed record Refused(int Status, string Code, string Reason) : SnsVerdict;

    /// <summary>Cannot be judged now: the sender is to try again.</summary>
    internal sealed record Undecided(string Reason) : SnsVerdict;
}
