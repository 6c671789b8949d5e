using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Approvals;

/// <summary>One human, however many chat accounts, as the directory knows them at the time of a command.</summary>
/// <param name="Id">Stable id, never an e-mail address typed in chat.</param>
/// <param name="Roles">Roles that the directory lets this person take; anyone active may be a responder.</param>
/// <param name="Guest">Guests never approve.</param>
/// <param name="Active">Deactivated people never approve.</param>
public sealed record Person(string Id, string Name, IReadOnlyList<Role> Roles, bool Guest, bool Active)
{
    /// <summary>Whether the directory lets this person take a role.</summary>
    public bool MayTake(Role role) => Active && (role == Role.Responder || (!Guest && Roles.Contains(role)));
}

/// <summary>The people that the directory knows at the time of a command.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, Person> people;

    public Roster(IEnumerable<Person> people) => this.people = people.ToDictionary(p => p.Id, StringComparer.Ordinal);

    public static Roster Empty { get; } = new([]);

    public IReadOnlyCollection<Person> All => people.Values;

    public Person? Find(string id) => people.GetValueOrDefault(id);
}

/// <summary>Who did something, and through which chat or module; <see cref="Bot"/> for the bot's own doing.</summary>
/// <param name="Via">"local", "slack", "teams", "alarm", "clock", "runner" or "command-line".</param>
public sealed record Actor(string Person, string Name, string Via)
{
    /// <summary>The id that no person has.</summary>
    public const string BotId = "bot";

    public static Actor Bot(string via) => new(BotId, "IncidentBot", via);

    public bool IsBot => Person == BotId;
}
