using IncidentBot.Workflow;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Bot.Tests.Updates;

/// <summary>Each audience and phase, as people will read it, with everything known and with parts unknown.</summary>
public sealed class ApprovedUpdateTests
{
    public static TheoryData<Audience, UpdatePhase> All => [.. from a in Enum.GetValues<Audience>() from p in Enum.GetValues<UpdatePhase>() select (a, p)];

    [Theory]
    [MemberData(nameof(All))]
    public void An_update_reads_as_approved(Audience audience, UpdatePhase phase)
    {
        var known = SomeUpdate.Known(phase);
        var variants = new (string Title, UpdateFacts Facts)[]
        {
            ("all known", known),
            ("loss unknown", known with { Loss = null }),
            ("ETA unknown", known with { Eta = null, Slip = null }),
            ("all unknown", SomeUpdate.Unknown(phase)),
        };

        Approved.Text(
            $"{Words.Of(audience)}-{Words.Of(phase)}",
            string.Join("\n\n", variants.Select(v => $"======== {v.Title}\n{SomeUpdate.Renderer.Render(v.Facts, audience)}")));
    }

    [Theory]
    [InlineData(Audience.Executives)]
    [InlineData(Audience.Customers)]
    [InlineData(Audience.Support)]
    [InlineData(Audience.Engineers)]
    public void Rarer_facts_read_as_approved(Audience audience)
    {
        var deciding = SomeUpdate.Known(UpdatePhase.Deciding);
        var restored = SomeUpdate.Known(UpdatePhase.Restored);
        var variants = new (string Title, UpdateFacts Facts)[]
        {
            ("drill", deciding with { Drill = true }),
            ("records and money unknown", deciding with { Loss = SomeUpdate.Loss with { Records = null, Money = null } }),
            ("bound of zero, unproven", deciding with { Loss = SomeUpdate.Loss with { Records = 0, Money = 0 } }),
            ("ETA earlier", deciding with { Slip = new EtaSlip(TimeSpan.FromMinutes(-4), null) }),
            ("ETA later, no reason", deciding with { Slip = new EtaSlip(TimeSpan.FromMinutes(70), null) }),
            ("counted, some", restored with { Loss = SomeUpdate.Loss with { IsFinal = true, ActualRecords = 812 } }),
            ("counted, nothing found, unproven", restored with { Loss = SomeUpdate.Loss with { IsFinal = true, ActualRecords = 0 } }),
            ("counted, no count", restored with { Loss = SomeUpdate.Loss with { IsFinal = true } }),
            ("free of loss, proven", restored with { LossFreeProven = true }),
            ("planned, not pressed", deciding with { Planned = true }),
            ("planned, writes off", SomeUpdate.Known(UpdatePhase.FailingOver) with { Planned = true, WritesOff = TimeSpan.FromSeconds(6) }),
            ("across midnight", deciding with { At = new(2026, 3, 14, 23, 58, 0, TimeSpan.Zero), NextUpdateAt = new(2026, 3, 15, 0, 13, 0, TimeSpan.Zero) }),
        };

        Approved.Text(
            $"{Words.Of(audience)}-rarer",
            string.Join("\n\n", variants.Select(v => $"======== {v.Title}\n{SomeUpdate.Renderer.Render(v.Facts, audience)}")));
    }
}
