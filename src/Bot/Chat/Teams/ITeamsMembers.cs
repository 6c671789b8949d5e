namespace IncidentBot.Chat.Teams;

/// <summary>Who is in the incidents team, as the connector tells.</summary>
internal interface ITeamsMembers
{
    /// <summary>The member with this Entra object id; null: the team does not know them. Throws <see cref="ChatUnavailableException"/> while Teams is away.</summary>
    Task<TeamsMember?> Member(string aadObjectId, CancellationToken cancel);
}

/// <summary>A member of the team. <paramref name="Id"/> is "29:...", the same for one bot only.</summary>
/// <param name="UserRole">"user", "guest" or "anonymous"; null where Teams does not say.</param>
/// <param name="Enabled">Whether the account may sign in; null where nobody asked, or nothing may be asked.</param>
internal sealed record TeamsMember(string Id, string AadObjectId, string Name, string? UserRole, string? TenantId, bool? Enabled = null)
{
    /// <summary>Somebody of another tenant is a guest, whatever the role says.</summary>
    internal bool IsGuest(string tenant) =>
        UserRole is "guest" or "anonymous" || (TenantId is not null && !string.Equals(TenantId, tenant, StringComparison.OrdinalIgnoreCase));
}
