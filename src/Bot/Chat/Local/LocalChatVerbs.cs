namespace IncidentBot.Chat.Local;

/// <summary>What the command box completes: handed to the module in code, since the grammar is not the platform's.</summary>
internal sealed record LocalChatVerbs(IReadOnlyList<LocalChatVerb> Verbs)
{
    internal static LocalChatVerbs None { get; } = new([]);
}

/// <summary>One completion. <paramref name="Text"/> is put after "/incident "; <paramref name="Help"/> says what it does, on one line.</summary>
/// <param name="Example">Shown and never put into the line: a bound or a reason must be a person's own. Empty for none.</param>
internal sealed record LocalChatVerb(string Text, string Help, string Example = "");
