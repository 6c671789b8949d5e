using IncidentBot.People;

namespace IncidentBot.Chat.Teams;

/// <summary>Who is who between Teams and the people list. A user whom the list does not know is a stranger: "teams:TENANT/AADOBJECTID".</summary>
internal sealed class TeamsAccounts(ChatAccounts accounts, TeamsOptions options) : IChatAccounts
{
    /// <summary>The platform's word in configuration, rooms and the timeline.</summary>
    internal const string PlatformName = "teams";

    private const string Stranger = "teams:";

    private readonly Remembered<string> names = new(Remembered<string>.Usual, StringComparer.OrdinalIgnoreCase);
    private readonly Remembered<string> known = new();

    public string Platform => PlatformName;

    public bool? Has(string person) => UserOf(person) is not null;

    /// <summary>The directory's id of a user by the Entra object id, or the stranger's.</summary>
    internal string PersonOf(string aadObjectId) => Mentioned(aadObjectId) ?? Stranger + Account(aadObjectId);

    /// <summary>The directory's id of a user who is mentioned; null for a stranger.</summary>
    internal string? Mentioned(string aadObjectId) => accounts.PersonOf(PlatformName, Account(aadObjectId));

    /// <summary>The Entra object id of a person of this tenant; null if there is none.</summary>
    internal string? UserOf(string person)
    {
        var account = person.StartsWith(Stranger, StringComparison.Ordinal) ? person[Stranger.Length..] : accounts.AccountOf(PlatformName, person);
        return account?.Split('/') is [var tenant, var user] && string.Equals(tenant, options.TenantId, StringComparison.OrdinalIgnoreCase) ? user : null;
    }

    /// <summary>The people whose account is in this tenant, with their Entra object ids.</summary>
    internal IReadOnlyList<(string Person, string User)> Mapped =>
        [.. accounts.On(PlatformName).Select(a => (a.Person, User: UserOf(a.Person))).Where(a => a.User is not null).Select(a => (a.Person, a.User!))];

    /// <summary>The name as it was told last, by an activity or the team; the object id where nobody told one.</summary>
    internal string KnownName(string aadObjectId, string? told) =>
        !string.IsNullOrWhiteSpace(told) ? names[aadObjectId] = told : names.Find(aadObjectId, aadObjectId);

    /// <summary>Remembers which Entra object id stands behind "29:...", the id by which Teams mentions people.</summary>
    internal void Learn(string id, string aadObjectId) => known[id] = aadObjectId;

    /// <summary>The directory's id of somebody who is mentioned by the one or the other id; null for a stranger.</summary>
    internal string? MentionedBy(string? aadObjectId, string? id) =>
        (aadObjectId ?? (id is null ? null : known.Find(id))) is { } user ? Mentioned(user) : null;

    /// <summary>Somebody of another tenant is a stranger, whatever the list says.</summary>
    internal static string Foreign(string tenant, string aadObjectId) => $"{Stranger}{tenant}/{aadObjectId}".ToLowerInvariant();

    private string Account(string aadObjectId) => $"{options.TenantId}/{aadObjectId}".ToLowerInvariant();
}
