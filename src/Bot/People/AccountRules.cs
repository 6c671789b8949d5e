using System.Text.RegularExpressions;

namespace IncidentBot.People;

/// <summary>What the accounts of each chat look like; a chat adds its own rule here.</summary>
internal static partial class AccountRules
{
    private static readonly Dictionary<string, (Regex Form, string Example)> ByPlatform = new(StringComparer.Ordinal)
    {
        ["slack"] = (Slack(), "T01TEST/U01ALICE, team id and user id"),
        ["teams"] = (Teams(), "72f988bf-86f1-41af-91ab-2d7cd011db47/6f1c2d3e-4a5b-4c6d-8e7f-0123456789ab, tenant id and Entra object id"),
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

    /// <summary>In lower case, as Teams sends them: an account is compared letter by letter.</summary>
    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Teams();
}
