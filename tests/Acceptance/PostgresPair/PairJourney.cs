using System.Globalization;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.PostgresPair;

/// <summary>What the people of the demo say and press to move orders by the example's plan.</summary>
internal sealed class PairJourney(PairRoom room)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal PairRoom Room => room;

    /// <summary>Declared, and classified.</summary>
    internal static async Task<PairJourney> Begin(PairStage stage, DateTimeOffset lost)
    {
        var room = await PairRoom.Declare(stage.Http, "declare sev1 orders is failing in us-east-1", Cancel);
        await room.Say(DemoCast.Commander, "role take commander", Cancel);
        await room.Hear(Cancel, "is commander.");
        await room.Say(DemoCast.Commander, $"impact since {lost.UtcDateTime:HH:mm:ss}", Cancel);
        await room.Say(DemoCast.Commander, "mode region-loss the shop and the standby both see it down", Cancel);
        await room.Hear(Cancel, "Failure mode: region-loss.");
        return new PairJourney(room);
    }

    internal async Task Freeze()
    {
        await room.Say(DemoCast.Commander, "freeze", Cancel);
        await room.Hear(Cancel, "fenced and proven to be refused");
    }

    /// <summary>Owned, proposed, told and approved by two persons.</summary>
    internal async Task Approved()
    {
        await room.Say(DemoCast.Commander, $"owner failback {DemoCast.DataOwner}", Cancel);
        await room.Say(DemoCast.Commander, $"owner reconciliation {DemoCast.DataOwner}", Cancel);
        await room.Hear(Cancel, "owns the reconciliation");
        // Nobody proposes before the card says what it would cost.
        await room.Shows("At most", Cancel);
        await room.Say(DemoCast.Responder, "propose", Cancel);
        await room.Hear(Cancel, "proposes P1");
        await room.Say(DemoCast.Commander, "update preview executives", Cancel);
        await room.Say(DemoCast.Commander, "update send executives", Cancel);
        await room.Press(DemoCast.Commander, "Approve", [("role", "commander"), ("reason", "two vantage points see the region down")], Cancel);
        await room.Press(DemoCast.DataOwner, "Approve", [("role", "data-owner"), ("reason", "the window is a few seconds")], Cancel);
        await room.Hear(Cancel, "Every required role has approved.");
    }

    internal async Task Prepared()
    {
        await room.Say(DemoCast.Commander, "prepare", Cancel);
        Assert.True(await room.Hear(Cancel, "ARMED.", "HALTED at") == "ARMED.", await room.Transcript(Cancel));
    }

    internal async Task Pressed()
    {
        await room.Press(DemoCast.Commander, "Press", [], Cancel);
        Assert.True(await room.Hear(Cancel, "RESTORED in", "STUCK at", "and it was refused") == "RESTORED in", await room.Transcript(Cancel));
    }

    internal async Task Aborted()
    {
        await room.Say(DemoCast.Commander, "abort us-east-1 is well after all", Cancel);
        Assert.True(await room.Hear(Cancel, "Aborted.", "STUCK at") == "Aborted.", await room.Transcript(Cancel));
    }

    internal async Task Closed(PairCount count)
    {
        // On a busy machine a signal may fail for a moment, and it is verified anew.
        await room.Shows("RESTORED in", Cancel);
        await room.Say(DemoCast.DataOwner, string.Create(CultureInfo.InvariantCulture,
            $"reconcile lost {count.Lost.Count} within {Math.Ceiling(count.Window.TotalSeconds * 10) / 10}s fenced: the router refuses us-east-1 and its server is stopped account: lost-rows.sh, {count.Exported} rows in lost.csv"), Cancel);
        await room.Hear(Cancel, "Reconciled by");
        await room.Say(DemoCast.Commander, "update send customers", Cancel);
        await room.Say(DemoCast.Commander, "resolve orders are served from eu-west-1", Cancel);
        await room.Hear(Cancel, "resolved the incident.");
    }
}
