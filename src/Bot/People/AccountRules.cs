using System.Text.RegularExpressions;

namespace IncidentBot.People;

/// <summary>What the accounts of each chat look like; a chat adds its own rule here.</summary>
internal static partial class AccountRules
{
    private static readonly Dictionary<string, (Regex Form, string Example)> ByPlatform = new(StringComparer.Ordinal)
    {
        ["slack"] = (Slack(), "T01TEST/U01ALICE, team id and user id"),
    };

    internal static IEnumerable<string> Faults(IReadOnlyList<PersonOptions> people)
    {
        for (var i = 0; i < people.Count; i++)
        {
            foreach (var (platform, account) in people[i].Accounts.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                if (!ByPlatform.TryGetValue(platform, out var rule))
                {
                    yield return $"People:List:{i}:Accounts knows no chat \"{platform}\"; the chats are {string.Join(", ", ByPlatform.Keys)}.";
                }
                else if (!rule.Form.IsMatch(account))
                {
                    yield return $"People:List:{i}:Accounts:{platform} must look like {rule.Example}; it is \"{account}\".";
                }
            }
        }

        foreach (var twice in people.SelectMany(p => p.Accounts.Select(a => (p.Id, Account: $"{a.Key} {a.Value}"))).GroupBy(a => a.Account).Where(g => g.Count() > 1))
        {
            yield return $"People:List gives the account {twice.Key} to {string.Join(" and ", twice.Select(a => $"\"{a.Id}\""))}; an account is one person's.";
        }
    }

    [GeneratedRegex(@"\A[TE][A-Z0-9]{2,20}/[UW][A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slack();
}
