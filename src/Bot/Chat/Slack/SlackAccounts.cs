using IncidentBot.Chat.Slack.Api;
using IncidentBot.People;

namespace IncidentBot.Chat.Slack;

/// <summary>Who is who between Slack and the people list. A user whom the list does not know is a stranger: "slack:TEAM/USER".</summary>
internal sealed class SlackAccounts(ChatAccounts accounts, SlackClient slack, SlackOptions options) : IChatAccounts
{
    private const string Stranger = "slack:";

    private readonly Remembered<string> names = new();

    public string Platform => SlackChat.PlatformName;

    public bool? Has(string person) => UserOf(person) is not null;

    /// <summary>The directory's id of a user, or the stranger's.</summary>
    internal string PersonOf(string team, string user) => accounts.PersonOf(SlackChat.PlatformName, $"{team}/{user}") ?? $"{Stranger}{team}/{user}";

    /// <summary>The directory's id of a user who is mentioned here; null for a stranger.</summary>
    internal string? Mentioned(string user) => accounts.PersonOf(SlackChat.PlatformName, $"{options.TeamId}/{user}");

    /// <summary>The user id of a person in this workspace; null if there is none.</summary>
    internal string? UserOf(string person)
    {
        var account = person.StartsWith(Stranger, StringComparison.Ordinal) ? person[Stranger.Length..] : accounts.AccountOf(SlackChat.PlatformName, person);
        return account?.Split('/') is [var team, var user] && (team == options.TeamId || team == options.EnterpriseId || person.StartsWith(Stranger, StringComparison.Ordinal)) ? user : null;
    }

    /// <summary>The people whose account is in this workspace, with their user ids.</summary>
    internal IReadOnlyList<(string Person, string User)> Mapped =>
        [.. accounts.On(SlackChat.PlatformName).Select(a => (a.Person, User: UserOf(a.Person))).Where(a => a.User is not null).Select(a => (a.Person, a.User!))];

    /// <summary>The name as it is known now, without asking; the user id where it is not.</summary>
    internal string KnownName(string user, string? told) => names.Find(user) ?? (string.IsNullOrWhiteSpace(told) ? user : told);

    internal void Learn(SlackUser user) => names[user.Id] = user.Shown;

    /// <summary>The name that Slack shows; the user id where Slack does not tell.</summary>
    internal async Task<string> Name(string user, CancellationToken cancel)
    {
        if (names.Find(user) is { } known)
        {
            return known;
        }

        try
        {
            Learn((await slack.Call<UserAnswer>(SlackMethod.UsersInfo, new OfUser(user), cancel)).User);
            return names.Find(user, user);
        }
        catch (SlackErrorException)
        {
            return user;
        }
    }
}
