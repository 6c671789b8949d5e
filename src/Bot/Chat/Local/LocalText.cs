namespace IncidentBot.Chat.Local;

/// <summary>Keeps text within a length without breaking a character in two.</summary>
internal static class LocalText
{
    /// <summary>The text, or its beginning and the words that say how much is missing.</summary>
    internal static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var kept = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..kept]}… (cut, {text.Length - kept} more characters)";
    }
}
