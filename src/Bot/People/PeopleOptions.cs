using IncidentBot.Workflow;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>Section "People": who is who, and which roles each person may take.</summary>
internal sealed class PeopleOptions
{
    /// <summary>Everyone the bot knows. Whoever is not listed can read, and take notes.</summary>
    public List<PersonOptions> List { get; set; } = [];
}

/// <summary>One human with all chat accounts.</summary>
internal sealed class PersonOptions
{
    /// <summary>Stable id: lower-case letters, digits, dots and hyphens.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name that messages show.</summary>
    public string Name { get; set; } = "";

    /// <summary>Roles this person may take, spelt as in plans: "commander", "data-owner", ...</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>Guests read and take notes, and never approve.</summary>
    public bool Guest { get; set; }

    /// <summary>False for someone who has left: such a person can do nothing.</summary>
    public bool Active { get; set; } = true;
}

/// <summary>Lists every fault of the people list.</summary>
internal sealed class PeopleOptionsValidator : IValidateOptions<PeopleOptions>
{
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
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
