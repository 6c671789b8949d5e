using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>The people as configuration tells them now; a change of the file counts from the next command on.</summary>
/// <remarks>A faulty change counts for nothing: the people stay as they were, for in the middle of an incident a slip in a file must not stop the bot.</remarks>
/// <param name="sync">What the directories say on top; null where there are none.</param>
internal sealed class PeopleRoster(IOptionsMonitor<PeopleOptions> options, ILogger<PeopleRoster> log, DirectorySync? sync = null)
{
    private readonly Lock gate = new();
    private Roster? good;
    private string? refused;

    /// <summary>The roster to decide a command with.</summary>
    internal Roster Now
    {
        get
        {
            try
            {
                var now = Read(options.CurrentValue);
                Remember(now, null);
                return Narrow(now);
            }
            catch (OptionsValidationException e) when (good is not null)
            {
                Remember(good, e);
                return Narrow(good);
            }
        }
    }

    private void Remember(Roster roster, OptionsValidationException? fault)
    {
        lock (gate)
        {
            good = roster;
            if (fault is not null && fault.Message != refused)
            {
                log.LogError("The people list was changed and is faulty, so that it stays as it was: {Faults}", fault.Message);
            }

            refused = fault?.Message;
        }
    }

    private Roster Narrow(Roster roster) =>
        sync is null ? roster : new Roster(roster.All.Select(sync.Narrow), roster.Chains, roster.DutyExecutive);

    private static Roster Read(PeopleOptions options) => new(
        options.List.Select(p => new Person(p.Id, p.Name, Read(p.Roles), p.Guest, p.Active)),
        options.Chains.SelectMany(c => Read([c.Key]).Select(role => new Chain(role, [.. c.Value.Deputies], c.Value.Uncalled))),
        options.DutyExecutive.Length == 0 ? null : options.DutyExecutive);

    private static List<Role> Read(List<string> words)
    {
        var roles = new List<Role>();
        foreach (var word in words)
        {
            if (Words.TryRead<Role>(word, out var role))
            {
                roles.Add(role);
            }
        }

        return roles;
    }
}
