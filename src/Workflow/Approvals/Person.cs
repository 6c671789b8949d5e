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

/// <summary>The people that the directory knows at the time of a command, and who stands in for whom.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, Person> people;

    /// <param name="dutyExecutive">The id of the person who is called last in every chain; null for none.</param>
    public Roster(IEnumerable<Person> people, IEnumerable<Chain>? chains = null, string? dutyExecutive = null)
    {
        this.people = people.ToDictionary(p => p.Id, StringComparer.Ordinal);
        Chains = [.. chains ?? []];
        DutyExecutive = dutyExecutive;
    }

    public static Roster Empty { get; } = new([]);

    public IReadOnlyCollection<Person> All => people.Values;

    public IReadOnlyList<Chain> Chains { get; }

    public string? DutyExecutive { get; }

    public Person? Find(string id) => people.GetValueOrDefault(id);

    /// <summary>In which capacity a person may stand in for a role; null if the chains do not name them, or they are a guest or deactivated.</summary>
    public Stead? SteadOf(string id, Role role) =>
        Find(id) is not { Active: true, Guest: false } ? null
        : ChainOf(role)?.Deputies.Contains(id) == true ? Stead.Deputy
        : id == DutyExecutive ? Stead.DutyExecutive
        : null;

    public Chain? ChainOf(Role role) => Chains.FirstOrDefault(c => c.Role == role);
}

/// <summary>Who did something, and through which chat or module; <see cref="Bot"/> for the bot's own doing.</summary>
/// <param name="Via">"local", "slack", "teams", "alarm", "clock", "runner" or "command-line".</param>
public sealed record Actor(string Person, string Name, string Via)
{
    /// <summary>How long a one-time code vouches for a person: one press, and one more try after a refusal.</summary>
    public static readonly TimeSpan StepUpHolds = TimeSpan.FromSeconds(90);

    /// <summary>When a one-time code of this person was accepted (UTC); the code itself is never known here. Null: none was.</summary>
    public DateTimeOffset? SteppedUpAt { get; init; }

    /// <summary>The id that no person has.</summary>
    public const string BotId = "bot";

    public static Actor Bot(string via) => new(BotId, "IncidentBot", via);

    public bool IsBot => Person == BotId;

    /// <summary>Whether a one-time code still vouches for this person.</summary>
    public bool HasSteppedUp(DateTimeOffset now) => SteppedUpAt is { } at && at <= now && now - at <= StepUpHolds;
}
