using IncidentBot.Workflow.Updates;

namespace IncidentBot.Workflow.Tests.Updates;

internal static class SomeFacts
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 14, 14, 5, 0, TimeSpan.Zero);

    internal static UpdateFacts Of(long? records = 4_200, bool isFinal = false, long? actual = null, bool lossKnown = true) => new()
    {
        Incident = "INC-1",
        Service = "checkout",
        Severity = "sev1",
        Summary = "Checkout is failing",
        Phase = UpdatePhase.Deciding,
        PrimaryRegion = "us-east-1",
        TargetRegion = "eu-west-1",
        At = Now,
        Loss = !lossKnown ? null : new LossFacts
        {
            From = Now.AddMinutes(-2),
            To = Now,
            Exposure = TimeSpan.FromMinutes(2),
            Records = records,
            SampledAt = Now.AddMinutes(-1),
            IsFinal = isFinal,
            ActualRecords = actual,
        },
    };
}
