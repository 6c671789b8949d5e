using IncidentBot.Demo;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Acceptance.Faults;

/// <summary>Journey 1, as people walk it: from the alarm to the resolved incident, with two approvals and one press.</summary>
internal sealed class JourneyOne(FaultPair pair)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>SNS delivers the alarm, and the bot opens an incident with a room.</summary>
    internal async Task Alarm()
    {
        var now = DateTimeOffset.UtcNow;
        await pair.People.Deliver(DemoAlarm.Build(pair.Sns.Authority, Guid.NewGuid(), 40, now.AddSeconds(-90), now), Cancel);

        // A room that is there belongs to its incident only when the log says so.
        await pair.Until(i => i.Rooms.Any(r => r.Kind == "incident"), "in its room");
    }

    /// <summary>From the alarm to the second approval.</summary>
    internal async Task Approved()
    {
        await Alarm();
        await Say("maya", "role take commander");
        await Say("maya", "mode region-loss two vantage points agree");
        await pair.Until(i => i.ModeAt is not null && i.Readings.Count == 5 && i.WriteRate is not null, "classified and sampled");
        await Say("ravi", "propose");
        await pair.Until(FailoverState.Proposed);
        await Say("maya", "update preview executives");
        await Said<IncidentEvent.UpdateDrafted>(1);
        await Say("maya", "update send executives");
        await Say("maya", "approve 100000 records 3600s because two vantage points see the region down");
        await Say("dario", "approve 100000 records 3600s because the window is a few seconds");
        await pair.Until(FailoverState.Approved);
    }

    /// <summary>On to Armed, or to wherever the test's fault holds it up.</summary>
    internal async Task Prepare(FailoverState until = FailoverState.Armed)
    {
        await Say("maya", "prepare");
        await pair.Until(until);
    }

    /// <summary>Pressed until it counts: right after a takeover, the readings that the gates rest on are still being taken.</summary>
    internal async Task Press()
    {
        while (!(await pair.Folded()).Failover.PastPointOfNoReturn)
        {
            var before = await Count<IncidentEvent.PressRefused>();
            await Say("maya", "press PROMOTE eu-west-1 LOSE 90000");
            await pair.Until(async () => await Count<IncidentEvent.PointOfNoReturn>() > 0 || await Count<IncidentEvent.PressRefused>() > before, "answered");
        }
    }

    /// <summary>From Restored to resolved.</summary>
    internal async Task Resolve()
    {
        await pair.Until(FailoverState.Restored);
        await Say("dario", "reconcile lost 0 within 1s fenced: the gate refuses writes to us-east-1 account: counted from both row sets");
        await Said<IncidentEvent.Reconciled>(1);
        await Say("maya", "update send customers");
        await Say("maya", "resolve checkout serves from eu-west-1");
        await pair.Until(i => i.Phase == IncidentPhase.Resolved, "resolved");
    }

    internal async Task Whole()
    {
        await Approved();
        await Prepare();
        await Press();
        await Resolve();
    }

    internal Task Say(string person, string text) => pair.People.Say(person, text, Cancel);

    private Task Said<T>(int count) => pair.Until(async () => await Count<T>() >= count, typeof(T).Name);

    private async Task<int> Count<T>() => (await pair.Events()).Count(e => e is T);
}
