namespace IncidentBot.Chat.Teams.Connector;

/// <summary>Who is in the incidents team, as the connector tells; ids that were told once are remembered.</summary>
internal sealed class TeamsMembers(TeamsConnector connector, TeamsOptions options) : ITeamsMembers
{
    private readonly Remembered<TeamsMember> known = new(Remembered<TeamsMember>.Usual, StringComparer.OrdinalIgnoreCase);

    public async Task<TeamsMember?> Member(string aadObjectId, CancellationToken cancel)
    {
        try
        {
            var member = await connector.Member(options.IncidentsTeam, aadObjectId, cancel);
            return known[aadObjectId] = new TeamsMember(member.Id, member.AadObjectId ?? member.ObjectId ?? aadObjectId, member.Name ?? "", member.UserRole, member.TenantId);
        }
        catch (TeamsErrorException e) when (e.Status == 404 && e.Code is not "ConversationNotFound")
        {
            return null;
        }
    }

    /// <summary>The "29:..." id, if somebody asked for it before.</summary>
    internal string? KnownId(string aadObjectId) => known.Find(aadObjectId)?.Id;

    internal string? KnownName(string aadObjectId) => known.Find(aadObjectId)?.Name is { Length: > 0 } name ? name : null;
}
