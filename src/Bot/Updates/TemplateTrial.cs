using HandlebarsDotNet;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Updates;

/// <summary>Renders a template for each phase, with everything known and nothing known: it must not fail, be empty, or claim what the guard would refuse.</summary>
internal static class TemplateTrial
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly UpdateFacts Nothing = new()
    {
        Incident = "INC-1",
        Service = "checkout",
        Severity = "sev1",
        Summary = "Checkout is failing",
        Phase = UpdatePhase.Investigating,
        PrimaryRegion = "us-east-1",
        TargetRegion = "eu-west-1",
        At = Noon,
    };

    private static readonly UpdateFacts Everything = Nothing with
    {
        FailureMode = "loss of the whole region",
        ImpactStart = Noon.AddMinutes(-20),
        AffectedShare = 0.4m,
        Loss = new LossFacts { From = Noon.AddMinutes(-3), To = Noon.AddMinutes(-1), Exposure = TimeSpan.FromMinutes(2), Records = 4_200, Money = 1_000, SampledAt = Noon.AddMinutes(-2) },
        Eta = new EtaFacts(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), "7 recorded runs"),
        Slip = new EtaSlip(TimeSpan.FromMinutes(5), "The database is slow to start"),
        NextUpdateAt = Noon.AddMinutes(15),
        WritesOff = TimeSpan.FromMinutes(1),
    };

    internal static IEnumerable<string> Faults(Audience audience, HandlebarsTemplate<object, object> template)
    {
        var seen = new HashSet<string>();
        foreach (var facts in new[] { Nothing, Everything, Everything with { Planned = true } }.SelectMany(f => Enum.GetValues<UpdatePhase>().Select(p => f with { Phase = p })))
        {
            var text = template(UpdateModel.Of(facts));
            if (string.IsNullOrWhiteSpace(text) && seen.Add(""))
            {
                yield return $"says nothing in phase {Words.Of(facts.Phase)} to {Words.Of(audience)}.";
            }

            foreach (var fault in ClaimGuard.Check(text, facts.LossFreeProven, facts).Where(f => seen.Add(f.Phrase)))
            {
                yield return $"claims \"{fault.Phrase}\" in phase {Words.Of(facts.Phase)}. {fault.Instead}";
            }
        }
    }
}
