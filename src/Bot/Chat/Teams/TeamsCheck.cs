using IncidentBot.Chat.Teams.Connector;

namespace IncidentBot.Chat.Teams;

/// <summary>What Teams says of the settings: whether the app is in the team, the channels are there, and the people can be called.</summary>
internal sealed class TeamsCheck(TeamsConnector connector, TeamsMembers members, TeamsAccounts accounts, TeamsOptions options)
{
    /// <summary>Each with what to do; empty if nothing is wrong. Throws <see cref="ChatUnavailableException"/> while Teams does not answer, or gives no token.</summary>
    internal async Task<IReadOnlyList<string>> Faults(CancellationToken cancel)
    {
        try
        {
            var channels = (await connector.Channels(options.IncidentsTeam, cancel)).Conversations ?? [];
            var faults = new List<string>();
            foreach (var (key, channel) in new[] { (nameof(options.IncidentsChannel), options.IncidentsChannel), (nameof(options.StakeholdersChannel), options.StakeholdersChannel) })
            {
                if (channel.Length > 0 && channels.All(c => c.Id != channel))
                {
                    faults.Add($"{TeamsOptions.Section}:{key} is {channel}, which is no channel of the team. It has {string.Join(", ", channels.Select(c => $"{c.Name ?? "General"} ({c.Id})"))}.");
                }
            }

            foreach (var (person, user) in accounts.Mapped)
            {
                if (await members.Member(user, cancel) is not { } member)
                {
                    faults.Add($"{person} is not in the team, and cannot be called by name: add them to it.");
                }
                else if (member.IsGuest(options.TenantId))
                {
                    faults.Add($"{person} is a guest in the team, and can approve nothing.");
                }
            }

            return faults;
        }
        catch (TeamsErrorException e)
        {
            return [$"The team {options.IncidentsTeam} cannot be read ({e.Code}). {e.Remedy}"];
        }
    }
}
