using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>Whose account is whose, as configuration tells now; a faulty change of the file counts for nothing.</summary>
internal sealed class ChatAccounts(IOptionsMonitor<PeopleOptions> options)
{
    private volatile Listed good = new(null, []);

    /// <summary>The person of an account; null for a stranger.</summary>
    internal string? PersonOf(string platform, string account) => Now.FirstOrDefault(a => a.Platform == platform && a.Account == account)?.Person;

    /// <summary>The account of a person on a platform; null if there is none.</summary>
    internal string? AccountOf(string platform, string person) => Now.FirstOrDefault(a => a.Platform == platform && a.Person == person)?.Account;

    internal IReadOnlyList<ChatAccount> On(string platform) => [.. Now.Where(a => a.Platform == platform)];

    private IReadOnlyList<ChatAccount> Now
    {
        get
        {
            try
            {
                var now = options.CurrentValue;
                return (now == good.Of ? good : good = new Listed(now, [.. now.List.SelectMany(p => p.Accounts.Select(a => new ChatAccount(p.Id, a.Key, a.Value)))])).Accounts;
            }
            catch (OptionsValidationException)
            {
                return good.Accounts;
            }
        }
    }

    /// <summary>The accounts of a configuration as it stood.</summary>
    private sealed record Listed(PeopleOptions? Of, IReadOnlyList<ChatAccount> Accounts);
}

/// <summary>One account of one person.</summary>
internal sealed record ChatAccount(string Person, string Platform, string Account);
