using IncidentBot.Updates;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Bot.Tests.Updates;

internal static class SomeUpdate
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 14, 14, 5, 20, TimeSpan.Zero);

    internal static readonly UpdateRenderer Renderer =
        new(TemplateSet.Load(Path.Combine(AppContext.BaseDirectory, "templates")));

    internal static readonly LossFacts Loss = new()
    {
        From = Now.AddSeconds(-130),
        To = Now.AddSeconds(-88),
        Exposure = TimeSpan.FromSeconds(42),
        Records = 4_200,
        Money = 126_000m,
        SampledAt = Now.AddSeconds(-128),
    };

    internal static UpdateFacts Known(UpdatePhase phase) => new()
    {
        Incident = "INC-1",
        Service = "Checkout",
        Severity = "sev1",
        Summary = "Checkout is failing in us-east-1",
        Phase = phase,
        FailureMode = phase == UpdatePhase.NotFailingOver ? "data corruption" : "loss of the whole region",
        PrimaryRegion = "us-east-1",
        TargetRegion = "eu-west-1",
        ImpactStart = Now.AddMinutes(-14),
        AffectedShare = 0.4m,
        Loss = phase is UpdatePhase.Resolved ? Loss with { IsFinal = true, ActualRecords = 4_170 } : Loss,
        Eta = new EtaFacts(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(21), "7 recorded runs"),
        Slip = phase is UpdatePhase.FailingOver ? new EtaSlip(TimeSpan.FromMinutes(6), "The database is slow to start") : null,
        NextUpdateAt = Now.AddSeconds(-20).AddMinutes(15),
        WritesOff = phase is UpdatePhase.FailingOver ? TimeSpan.FromSeconds(88) : null,
        At = Now,
    };

    internal static UpdateFacts Unknown(UpdatePhase phase) => Known(phase) with
    {
        FailureMode = null,
        ImpactStart = null,
        AffectedShare = null,
        Loss = null,
        Eta = null,
        Slip = null,
        NextUpdateAt = null,
        WritesOff = null,
    };
}
