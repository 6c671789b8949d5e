namespace IncidentBot.Chat.Local;

/// <summary>What the command box completes: handed to the module in code, since the grammar is not the platform's.</summary>
internal sealed record LocalChatVerbs(IReadOnlyList<LocalChatVerb> Verbs)
{
    internal static LocalChatVerbs None { get; } = new([]);
}

/// <summary>One completion. <paramref name="Text"/> follows "/incident "; <paramref name="Help"/> says what it does, on one line.</summary>
internal sealed record LocalChatVerb(string Text, string Help);
