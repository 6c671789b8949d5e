using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>Lists every fault of the people list and of the chains.</summary>
internal sealed class PeopleOptionsValidator : IValidateOptions<PeopleOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, PeopleOptions options)
    {
        var faults = new List<string>();
        for (var i = 0; i < options.List.Count; i++)
        {
            var person = options.List[i];
            if (person.Id.Length == 0 || !person.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
            {
                faults.Add($"People:List:{i}:Id must be lower-case letters, digits, dots and hyphens; it is \"{person.Id}\".");
            }

            if (string.IsNullOrWhiteSpace(person.Name))
            {
                faults.Add($"People:List:{i}:Name must not be empty.");
            }

            faults.AddRange(person.Roles.Where(r => !Words.TryRead<Role>(r, out _))
                .Select(r => $"People:List:{i}:Roles knows no role \"{r}\"; the roles are {string.Join(", ", Words.All<Role>())}."));
        }

        faults.AddRange(options.List.GroupBy(p => p.Id).Where(g => g.Count() > 1)
            .Select(g => $"People:List names \"{g.Key}\" {g.Count()} times; one person is one entry."));
        faults.AddRange(AccountRules.Faults(options.List));
        Chains(options, faults);
        DutyExecutive(options, faults);
        if (!PlanDuration.TryRead(options.RefreshEvery, out var every) || every < Shortest || every > Longest)
        {
            faults.Add($"People:RefreshEvery must be a duration of 5s to 1h, such as 60s; it is \"{options.RefreshEvery}\".");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Chains(PeopleOptions options, List<string> faults)
    {
        foreach (var (word, chain) in options.Chains.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var at = $"People:Chains:{word}";
            if (!Words.TryRead<Role>(word, out var role))
            {
                faults.Add($"{at} is no role; the roles are {string.Join(", ", Words.All<Role>())}.");
            }

            for (var i = 0; i < chain.Deputies.Count; i++)
            {
                var id = chain.Deputies[i];
                var deputy = options.List.FirstOrDefault(p => p.Id == id);
                if (Fault(deputy, id) is { } fault)
                {
                    faults.Add($"{at}:Deputies:{i} {fault}");
                }
                else if (chain.Deputies.IndexOf(id) < i)
                {
                    faults.Add($"{at}:Deputies:{i} names \"{id}\" again; each is called once.");
                }
                else if (deputy!.Roles.Any(r => Words.TryRead<Role>(r, out var own) && own == role))
                {
                    faults.Add($"{at}:Deputies:{i}: \"{id}\" may take the role {word} and is called as its holder; name somebody who stands in for it.");
                }
            }

            if (chain.Deputies.Count == 0)
            {
                faults.Add($"{at}:Deputies names nobody; remove the chain, or name who stands in for the role.");
            }
        }

        faults.AddRange(options.Chains.Keys.Select(k => (k, Known: Words.TryRead<Role>(k, out var role), role)).Where(c => c.Known)
            .GroupBy(c => c.role).Where(g => g.Count() > 1)
            .Select(g => $"People:Chains names the role {Words.Of(g.Key)} {g.Count()} times: {string.Join(", ", g.Select(c => c.k).Order(StringComparer.Ordinal))}."));
    }

    private static void DutyExecutive(PeopleOptions options, List<string> faults)
    {
        if (options.DutyExecutive.Length == 0)
        {
            return;
        }

        var person = options.List.FirstOrDefault(p => p.Id == options.DutyExecutive);
        if (Fault(person, options.DutyExecutive) is { } fault)
        {
            faults.Add($"People:DutyExecutive {fault}");
        }
        else if (!person!.Roles.Any(r => Words.TryRead<Role>(r, out var role) && role == Role.Executive))
        {
            faults.Add($"People:DutyExecutive names \"{options.DutyExecutive}\", who must have the role executive in People:List.");
        }
    }

    private static string? Fault(PersonOptions? person, string id) => person switch
    {
        null => $"names \"{id}\", who is not in People:List.",
        { Active: false } => $"names \"{id}\", who is not active.",
        { Guest: true } => $"names \"{id}\", who is a guest.",
        _ => null,
    };
}
