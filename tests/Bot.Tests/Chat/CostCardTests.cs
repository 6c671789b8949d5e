using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Chat;
using IncidentBot.Plans;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>The shipped plan on the card: what it weighs, what it says of the move, and what can be opened.</summary>
public sealed class CostCardTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);
    private static readonly FailoverPlan Plan = PlanFile.Read(PlanText.Shipped, "plans/checkout.yaml", PlanText.Variables).Plan!;

    [Fact]
    public void The_card_weighs_waiting_against_moving_between_data_at_risk_and_gates()
    {
        var card = CardBuilder.Of(Situation(), Now);
        var headings = card.Sections.Select(s => s.Heading.Split(' ')[0]).ToList();
        Assert.Equal(["Verdict", "Clock", "Data", "Waiting", "Gates", "After"], headings);

        // The amounts are worked out in CostTests; here the words count.
        var line = Assert.Single(Section(card, "Waiting").Lines);
        Assert.Matches("^Waiting 10 min is right only if you believe it is at least [0-9]+ % likely to recover by then.$", line.Text);
        Assert.Contains("if a recovery is 20 % likely (the plan's assumption: the demo's author", line.Detail, StringComparison.Ordinal);
        Assert.StartsWith("p* = (900 USD/min × 90 % × 10 min + ", line.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_costs_it_names_every_missing_input_and_shows_no_percentage()
    {
        var line = Assert.Single(Section(CardBuilder.Of(Situation(Plan with { Costs = null }), Now), "Waiting").Lines);
        Assert.Equal(CardTone.Unknown, line.Tone);
        Assert.Equal(["r", "f", "failback", "C_bad", "T_rec"], line.Detail!.Split('\n').Select(m => m.Split(':')[0]));
        Assert.DoesNotContain("%", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_weighed_where_the_failure_mode_permits_no_failover()
    {
        var corrupt = Situation() with { Incident = Situation().Incident with { Mode = FailureMode.DataCorruption } };
        Assert.DoesNotContain(CardBuilder.Of(corrupt, Now).Sections, s => s.Heading.StartsWith("Waiting", StringComparison.Ordinal));
        Assert.Contains("there is nothing to weigh: data-corruption permits no failover", WhyAnswers.Of(corrupt, "pstar", Now), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_the_move_does_to_users()
    {
        Assert.Equal(
            ["static: p95 75 ms, within 100 ms.", "api: p95 145 ms, within 150 ms.", "checkout: p95 200 ms, within 250 ms.", "Users are moved at IP level: there is no DNS tail."],
            Section(CardBuilder.Of(Situation(), Now), "After").Lines.Select(l => l.Text));

        var dns = Plan with { Dns = new PlanDns(TimeSpan.FromSeconds(60), TrafficShift.Dns, 0.5m, null), Latency = null };
        Assert.Equal(
            ["Latency after the move is unknown: the plan has no `latency`.", "Still on us-east-1 after the shift: 50 % forecast at 1 min, 25 % forecast at 2 min, 12.5 % forecast at 3 min, 6.3 % forecast at 4 min."],
            Section(CardBuilder.Of(Situation(dns), Now), "After").Lines.Select(l => l.Text));
    }

    [Fact]
    public void The_bound_on_the_card_opens_to_its_formula()
    {
        var lines = Section(CardBuilder.Of(Situation(), Now), "Data").Lines;
        Assert.Contains(lines, l => l.Why == "N95 = ceil(max(18/s, 19/s) × 9 s) + 20 = 191 records" && l.Text.StartsWith("At most 191 records", StringComparison.Ordinal));
        Assert.Contains("W_max = 19/s: write-rate, since the impact, 2026-03-14 02:05:50 UTC, 10 s old", WhyAnswers.Of(Situation(), "loss", Now), StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_latest_decision_it_says_by_how_much_the_rto_is_missed()
    {
        var late = Now.AddMinutes(20);
        Assert.Contains(Section(CardBuilder.Of(Situation(), late), "Clock").Lines, l => l.Text.StartsWith("The RTO will be missed by 8 min 3 s (estimate)", StringComparison.Ordinal) && l.Tone == CardTone.Bad);
    }

    [Theory]
    [InlineData("assume recovery 30% in 10m because the provider says so", AssumptionKind.Recovery, "0.3", 600, "the provider says so")]
    [InlineData("assume recovery 0.3 in 90s", AssumptionKind.Recovery, "0.3", 90, "")]
    [InlineData("assume affected 40%", AssumptionKind.Affected, "0.4", null, "")]
    public void An_assumption_is_read_with_its_time_and_reason(string line, AssumptionKind kind, string share, int? seconds, string reason)
    {
        var send = Assert.IsType<ChatRequest.Send>(Grammar.Read(line, Now));
        Assert.Equal(new IncidentCommand.StateAssumption(kind, decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture),
            seconds is { } s ? TimeSpan.FromSeconds(s) : null, reason), send.Command);
    }

    [Theory]
    [InlineData("assume")]
    [InlineData("assume rain 30%")]
    [InlineData("assume recovery soon")]
    [InlineData("assume recovery 30%")]
    [InlineData("assume recovery 30% in 10")]
    [InlineData("why")]
    [InlineData("why not")]
    public void What_is_not_understood_shows_how_it_is_written(string line)
    {
        var unclear = Assert.IsType<ChatRequest.Unclear>(Grammar.Read(line, Now));
        Assert.Single(unclear.Refusal.Remedies);
        Assert.IsNotType<ChatRequest.Unclear>(Grammar.Read(unclear.Refusal.Remedies[0].Trim('`'), Now));
    }

    [Theory]
    [InlineData("why p*", "pstar")]
    [InlineData("why N95", "loss")]
    [InlineData("why recovery-point", "recovery-point")]
    [InlineData("plan cost", "")]
    public void A_number_is_opened_by_its_name(string line, string topic) =>
        Assert.Equal(topic, Assert.IsType<ChatRequest.Show>(Grammar.Read(line, Now)).Argument);

    [Fact]
    public void The_standing_cost_is_told_with_every_input()
    {
        var text = WhyAnswers.Standing(Situation().Incident);
        Assert.Contains("replication = 150 GB × 365 × 0.02 USD = 1,095 USD", text, StringComparison.Ordinal);
        Assert.Contains("standing = 150 GB × 365 × 0.02 USD + 36,000 USD + 2,400 USD = 39,495 USD", text, StringComparison.Ordinal);
        Assert.Contains("ratio = 0.5 × 216,000 USD / (150 GB × 365 × 0.02 USD + 36,000 USD + 2,400 USD) = 2.73", text, StringComparison.Ordinal);
        Assert.Contains("unknown: the plan has no `standing`", WhyAnswers.Standing(Situation(Plan with { Standing = null }).Incident), StringComparison.Ordinal);
    }

    private static CardSection Section(Card card, string heading) => card.Sections.Single(s => s.Heading.StartsWith(heading, StringComparison.Ordinal));

    /// <summary>Region loss nine seconds after the last row came over; 18 writes/s at p95, 19 at most; 90 % of requests fail.</summary>
    private static Situation Situation(FailoverPlan? plan = null) => new(
        Incident.None with
        {
            Id = "INC-1",
            Service = "checkout",
            Summary = "down",
            Plan = plan ?? Plan,
            ImpactStart = Now.AddSeconds(-9),
            Mode = FailureMode.RegionLoss,
            ModeAt = Now,
            RecoveryPoint = RecoveryPoint.After(null, Now.AddSeconds(-8), TimeSpan.FromSeconds(1)),
            WriteRate = new WriteRate(17, 18, 19, 3600, Now.AddSeconds(-10)),
            Readings = System.Collections.Immutable.ImmutableDictionary<string, Reading>.Empty
                .Add("error-rate", new Reading("error-rate", 0.9m, ReadingUnit.Share, "http://edge", "outside", Now, TimeSpan.FromSeconds(15), null)),
        },
        ServiceRecord.None);
}
