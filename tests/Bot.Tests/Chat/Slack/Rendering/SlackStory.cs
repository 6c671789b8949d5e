using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Plans;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>The shipped plan's incident, decided command by command, stopped where a test wants to look at it.</summary>
internal sealed class SlackStory
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);

    internal static FailoverPlan Plan { get; } = PlanFile.Read(PlanText.Shipped, "plans/checkout.yaml", PlanText.Variables).Plan!;

    internal static IncidentCommand.Approve Approval { get; } = new(null, null, 5_000, TimeSpan.FromMinutes(5), false, "the replica is healthy");

    private static IncidentCommand.DraftUpdate Drafted { get; } = new(Audience.Executives, "Checkout is moved; up to 1,000 orders may be lost.", true);

    private static IncidentCommand.Press Pressed { get; } = new("PROMOTE eu-west-1 LOSE 5000");

    internal DateTimeOffset Now { get; private set; } = Start;

    internal Situation Situation { get; private set; } = new(Incident.None, ServiceRecord.None);

    /// <summary>Every state that the card is approved in, by name.</summary>
    internal static IReadOnlyDictionary<string, Func<SlackStory>> All { get; } = new Dictionary<string, Func<SlackStory>>
    {
        ["declared"] = () => new SlackStory().Declare(Plan),
        ["without-plan"] = () => new SlackStory().Declare(null),
        ["alarmed"] = Alarmed,
        ["proposed"] = Proposed,
        ["one-approved"] = () => Proposed().Do(Cast.Maya, Drafted).Do(Cast.Maya, Approval),
        ["armed"] = () => Armed(),
        ["armed-with-code"] = () => Armed(Plan with { StepUp = true }),
        ["armed-drill"] = () => Rehearsed().Arm(),
        ["halted"] = () => Proposed().Approve().Fail(),
        ["stuck"] = () => Armed().Do(Cast.Maya, Pressed).Fail(),
        ["committing"] = () => Armed().Do(Cast.Maya, Pressed).Run(1),
        ["restored"] = () => Armed().Do(Cast.Maya, Pressed).Run(10),
    };

    internal static SlackStory Alarmed()
    {
        var story = new SlackStory();
        var alarm = new AlarmTransition("arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout_5xx", "checkout_5xx", "us-east-1",
            AlarmState.Ok, AlarmState.Alarm, Start, Start.AddSeconds(-35), "Threshold Crossed: <!channel> 1 datapoint > 5.0 & *rising*.");
        return story.Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [alarm], Plan, [], false)).Do(null, story.Readings(0));
    }

    internal static SlackStory Proposed() => new SlackStory().Declare(Plan).ToProposal();

    internal static SlackStory Armed(FailoverPlan? plan = null) => new SlackStory().Declare(plan ?? Plan).ToProposal().Arm();

    private static SlackStory Rehearsed()
    {
        var story = new SlackStory();
        return story.Do(Cast.Maya, new IncidentCommand.BeginDrill("INC-2", "checkout", FailureMode.RegionLoss, Plan, [])).Do(null, story.Readings(0)).ToProposal();
    }

    private SlackStory Declare(FailoverPlan? plan) =>
        Do(Cast.Maya, new IncidentCommand.Declare("INC-1", "checkout", Severity.Sev1, "orders fail in us-east-1 *now* <!here>", plan, []))
            .Do(Cast.Maya, new IncidentCommand.StateImpact(Start.AddMinutes(-2), null, "")).Do(null, Readings(0));

    private SlackStory ToProposal() => Do(Cast.Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, "three vantage points agree")).Do(Cast.Ravi, new IncidentCommand.Propose(null));

    private SlackStory Approve() => Do(Cast.Maya, Drafted).Do(Cast.Maya, Approval).Do(Cast.Dario, Approval).Do(Cast.Maya, new IncidentCommand.Prepare());

    private SlackStory Arm()
    {
        Approve().Run(10);
        Now += TimeSpan.FromSeconds(1);
        return Do(null, Readings(1));
    }

    /// <summary>Runs as many steps as there are, and at most these.</summary>
    private SlackStory Run(int most)
    {
        for (var i = 0; i < most && NextStep.For(Situation.Incident) is { } order; i++)
        {
            Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
            Now += TimeSpan.FromSeconds(3);
            Do(null, Readings(order.Step.Fence || Situation.Incident.Failover.PastPointOfNoReturn ? 1 : 0, serving: 1));
            Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Succeeded, "200 OK", true, true));
        }

        return this;
    }

    private SlackStory Fail()
    {
        while (NextStep.For(Situation.Incident) is { } order)
        {
            Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
            Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Unknown, "connection reset by <peer>", false, false));
        }

        return this;
    }

    internal SlackStory Do(Actor? actor, IncidentCommand command)
    {
        var decision = Decide.On(Situation, command, new CommandContext(Now, actor is null ? Actor.Bot("runner") : actor with { SteppedUpAt = Now }, Cast.Roster.Now));
        Assert.True(decision.Refusal is null, $"{command}: {decision.Refusal}");
        Situation = decision.After;
        return this;
    }

    private IncidentCommand.RecordReadings Readings(decimal fenced, decimal serving = 0) => new(
        [
            Read("replication-lag", 2, ReadingUnit.Seconds), Read("error-rate", 1 - serving, ReadingUnit.Share), Read("primary-healthy", 0), Read("primary-dead", 0),
            Read("fenced", fenced), Read("target-healthy", 1), Read("serving", serving),
        ],
        new WriteRate(17, 18, 19, 3600, Now));

    private Reading Read(string id, decimal value, ReadingUnit unit = ReadingUnit.Boolean) =>
        new(id, value, unit, $"http://monitor/{id}", "outside", Now, TimeSpan.FromSeconds(15), null);
}
