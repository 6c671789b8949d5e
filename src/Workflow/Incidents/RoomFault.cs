using System.Collections.Immutable;

namespace IncidentBot.Workflow.Incidents;

/// <summary>What a platform refuses in one of an incident's rooms, for one cause.</summary>
/// <param name="Room">The room's kind; empty where nothing is tried again.</param>
/// <param name="Parts">What is still refused, each in words of its own: "set the topic", "invite maya".</param>
/// <param name="Cause">The platform's own word: "missing_scope".</param>
/// <param name="Problem">The whole of it, as it was told first.</param>
public sealed record RoomFault(string Platform, string Room, ImmutableList<string> Parts, string Cause, string Problem, string Remedy)
{
    /// <summary>Whether trying again can help.</summary>
    public bool CanBeMended => Cause.Length > 0;

    /// <summary>"could not set the topic, invite maya (missing_scope)."</summary>
    public static string Words(string room, IEnumerable<string> parts, string cause) =>
        $"{(room == "stakeholders" ? "in the stakeholders' room, " : "")}could not {string.Join(", ", parts)} ({cause}).";

    /// <summary>What is refused still, in words.</summary>
    public string Left => CanBeMended ? Words(Room, Parts, Cause) : Problem;

    internal RoomFault Without(Func<string, bool> part) => this with { Parts = Parts.RemoveAll(p => part(p)) };
}
