using IncidentBot.Chat.Slack.Api;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Chat.Slack;

/// <summary>The user groups that roles name, as the people in them. Being in a group gives nobody a role: it gets them invited.</summary>
internal sealed class SlackGroups(SlackClient slack, SlackUsers users, SlackOptions options, ILogger<SlackGroups> log)
{
    /// <summary>Who is to be invited for these roles, and what is to be said about the rest.</summary>
    internal async Task<SlackGroup> Of(string room, IReadOnlyList<Role> roles, CancellationToken cancel)
    {
        var named = options.UserGroups.Where(g => Words.TryRead<Role>(g.Key, out var role) && roles.Contains(role)).GroupBy(g => g.Value, g => g.Key).ToList();
        var all = new SlackGroup([], []);
        foreach (var group in named)
        {
            var one = await Of(room, group.Key, string.Join(", ", group), cancel);
            all = new SlackGroup([.. all.Invite.UnionBy(one.Invite, u => u.Id)], [.. all.Troubles, .. one.Troubles]);
        }

        return all;
    }

    private async Task<SlackGroup> Of(string room, string group, string role, CancellationToken cancel)
    {
        IReadOnlyList<string> ids;
        IReadOnlyDictionary<string, SlackUser> known;
        try
        {
            ids = (await slack.Call<GroupMembers>(SlackMethod.GroupUsers, new OfUserGroup(group), cancel)).Users;
            known = await users.Of(ids, cancel);
        }
        catch (SlackErrorException e)
        {
            return new SlackGroup([], [RoomTrouble.Of(room, [$"invite the user group {group} ({role})"], e.Error, e.Remedy)]);
        }

        var skipped = ids.Select(id => known.TryGetValue(id, out var user) ? Why(user) is { } why ? $"{user.Shown} ({why})" : null : $"{id} (unknown to Slack)").OfType<string>().ToList();
        if (skipped.Count > 0)
        {
            log.LogInformation("Of the user group {Group}, {Skipped} are not invited", group, string.Join(", ", skipped));
        }

        return new SlackGroup(
            [.. known.Values.Where(u => Why(u) is null)],
            skipped.Count == 0 ? [] : [new RoomTrouble($"of the user group {group} ({role}), not invited: {string.Join(", ", skipped)}.", "Neither can approve; invite by hand whom you want to watch.")]);
    }

    private static string? Why(SlackUser user) => user.Deleted ? "deactivated" : user.Guest ? "a guest" : user.IsBot ? "a bot" : null;
}

/// <summary>People to be invited, and what could not be made out.</summary>
internal sealed record SlackGroup(IReadOnlyList<SlackUser> Invite, IReadOnlyList<RoomTrouble> Troubles);
