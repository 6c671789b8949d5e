using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Chats;

/// <summary>The stretches of an incident that the journeys share, played by people in a room of any chat.</summary>
internal static class Story
{
    private const string Approve = "Approve";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Command is taken and the tree's questions are answered, all by buttons, until it permits the failover.</summary>
    internal static async Task Classify(IRoomView room)
    {
        await room.Press(DemoCast.Commander, "Take command", Cancel);
        await room.Hear("is commander.", Cancel);
        foreach (var answer in (string[])["no", "no", "no", "yes"])
        {
            await room.Press(DemoCast.Responder, answer, Cancel);
        }

        await room.Hear("Failure mode: region-loss.", Cancel);
    }

    internal static async Task Propose(IRoomView room)
    {
        await room.Press(DemoCast.Responder, "Propose failover to eu-west-1", Cancel);
        await room.Hear("proposes P1", Cancel);
        await room.Press(DemoCast.Commander, "Draft update for executives", Cancel);
        await room.Hear("Draft for executives", Cancel);
    }

    internal static async Task ApproveAll(IRoomView room)
    {
        await room.Fill(DemoCast.Commander, Approve, [("role", "commander"), ("reason", "two vantage points see the region down")], Cancel);
        await room.Hear("approved as commander", Cancel);
        await room.Fill(DemoCast.DataOwner, Approve, [("role", "data-owner"), ("reason", "the window is a few seconds")], Cancel);
        await room.Hear("Every required role has approved.", Cancel);
    }

    internal static async Task Arm(IRoomView room)
    {
        await room.Press(DemoCast.Commander, "Prepare (reversible)", Cancel);
        await room.Hear("ARMED.", Cancel);
    }
}
