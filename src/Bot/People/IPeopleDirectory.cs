namespace IncidentBot.People;

/// <summary>A source of who is deactivated or a guest: configuration, and later a chat's or a company's directory.</summary>
/// <remarks>
/// A directory only narrows: whom one of them calls deactivated or a guest is that, whatever another says. Roles come from configuration
/// alone. It may throw whatever its transport throws; its last answer then counts on.
/// </remarks>
internal interface IPeopleDirectory
{
    /// <summary>What logs call it.</summary>
    string Name { get; }

    /// <summary>Everybody it has something to say of, by the ids of People:List; whom it leaves out it says nothing about.</summary>
    Task<IReadOnlyList<DirectoryEntry>> Read(CancellationToken cancel);
}

/// <summary>What a directory says of a person.</summary>
internal sealed record DirectoryEntry(string Person, bool Active, bool Guest);
