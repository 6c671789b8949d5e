namespace IncidentBot.Chat;

/// <summary>How a tone is shown where colour cannot be trusted: a symbol and a word, the same in every chat.</summary>
internal static class CardTones
{
    internal static string Symbol(this CardTone tone) => tone switch
    {
        CardTone.Bad => "■",
        CardTone.Warning => "▲",
        CardTone.Good => "✓",
        CardTone.Unknown => "?",
        _ => "·",
    };

    internal static string Word(this CardTone tone) => tone switch
    {
        CardTone.Bad => "critical",
        CardTone.Warning => "attention",
        CardTone.Good => "good",
        CardTone.Unknown => "unknown",
        _ => "for information",
    };
}
