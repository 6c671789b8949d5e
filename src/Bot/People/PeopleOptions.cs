namespace IncidentBot.People;

/// <summary>Section "People": who is who, which roles each person may take, and who stands in for whom.</summary>
internal sealed class PeopleOptions
{
    /// <summary>Everyone the bot knows. Whoever is not listed can read, and take notes.</summary>
    public List<PersonOptions> List { get; set; } = [];

    /// <summary>By role, spelt as in plans: whom the bot calls when the role's own holders do not answer.</summary>
    public Dictionary<string, ChainOptions> Chains { get; set; } = [];

    /// <summary>The id of the person who is called last in every chain; empty for none. The list must give them the role executive.</summary>
    public string DutyExecutive { get; set; } = "";

    /// <summary>How often the directories are asked who is deactivated or a guest: 5s to 1h.</summary>
    public string RefreshEvery { get; set; } = "60s";
}

/// <summary>Who stands in for one role.</summary>
internal sealed class ChainOptions
{
    /// <summary>Ids of persons, in the order in which they are called.</summary>
    public List<string> Deputies { get; set; } = [];

    /// <summary>True: these deputies may approve in the role's stead without having been called.</summary>
    public bool Uncalled { get; set; }
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

    /// <summary>
    /// By chat platform, the account that is this person: "slack": "T01TEST/U01ALICE" (team id/user id). Nobody else may have it; an
    /// account that nobody has reads and takes notes.
    /// </summary>
    public Dictionary<string, string> Accounts { get; set; } = [];

    /// <summary>Guests read and take notes, and never approve.</summary>
    public bool Guest { get; set; }

    /// <summary>False for someone who has left: such a person can do nothing.</summary>
    public bool Active { get; set; } = true;
}
