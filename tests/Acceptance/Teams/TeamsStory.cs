using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Acceptance.Teams;

/// <summary>The stretches of an incident that the journeys share, played by people in the thread.</summary>
internal static class TeamsStory
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Command is taken and the tree's questions are answered, all by buttons, until it permits the failover.</summary>
    internal static async Task Classify(TeamsRoomView room)
    {
        await room.Press(DemoCast.Commander, "Take command", Cancel);
        await room.Hear("is commander.", Cancel);
        foreach (var answer in (string[])["no", "no", "no", "yes"])
        {
            await room.Press(DemoCast.Responder, answer, Cancel);
        }

        await room.Hear("Failure mode: region-loss.", Cancel);
    }

    internal static async Task Propose(TeamsRoomView room)
    {
        await room.Press(DemoCast.Responder, "Propose failover to eu-west-1", Cancel);
        await room.Hear("proposes P1", Cancel);
        await room.Press(DemoCast.Commander, "Draft update for executives", Cancel);
        await room.Hear("Draft for executives", Cancel);
    }

    internal static async Task Arm(TeamsRoomView room)
    {
        await room.Press(DemoCast.Commander, "Prepare (reversible)", Cancel);
        await room.Hear("ARMED.", Cancel);
    }
}
