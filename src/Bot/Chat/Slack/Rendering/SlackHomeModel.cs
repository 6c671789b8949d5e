namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>What a person's Home shows, as of a moment (UTC).</summary>
/// <param name="Known">False for somebody who is not in the people list: they are told so, and shown no duties.</param>
/// <param name="Pending">Approvals that this person may give now, oldest first.</param>
/// <param name="Mine">Open incidents where this person holds a role or declared it; newest first.</param>
/// <param name="Others">The other open incidents; newest first.</param>
internal sealed record SlackHomeModel(
    string Name, bool Known, DateTimeOffset AsOf, IReadOnlyList<HomeApproval> Pending, IReadOnlyList<HomeIncident> Mine, IReadOnlyList<HomeIncident> Others,
    IReadOnlyList<HomePlan> Plans);

/// <summary>An open incident. <paramref name="Room"/> is Slack's channel id; null while there is no room.</summary>
/// <param name="Roles">This person's roles in it.</param>
internal sealed record HomeIncident(
    string Id, bool IsDrill, string Severity, string Service, string Summary, string Phase, string Failover, IReadOnlyList<string> Roles, string? Room, string RoomName);

/// <summary>A proposal that waits for this person, in a role or in its stead.</summary>
internal sealed record HomeApproval(
    string Incident, bool IsDrill, string Proposal, string Service, string Target, string Role, string? Stead, DateTimeOffset? ProposedAt, string? Room, string RoomName);

/// <summary>A plan and its rehearsals.</summary>
/// <param name="Limit">How old a good drill may be.</param>
/// <param name="Drills">One for each failure mode that was ever drilled.</param>
internal sealed record HomePlan(string Service, string Version, string Primary, string Target, TimeSpan Limit, IReadOnlyList<HomeDrill> Drills);

/// <summary>The drills of one failure mode: the newest, and the newest that succeeded (UTC); null if none did.</summary>
internal sealed record HomeDrill(string Mode, DateTimeOffset Last, DateTimeOffset? Succeeded);
