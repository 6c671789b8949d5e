namespace IncidentBot.Chat.Teams.Rendering;

/// <summary>What Teams accepts of a bot's message. A larger one is refused whole (413), so that content gives way first.</summary>
internal static class TeamsLimits
{
    /// <summary>Bytes of UTF-8 of a card. Teams takes about 28 KB with everything around it.</summary>
    internal const int Card = 24_000;

    /// <summary>Bytes of UTF-8 of a text without a card.</summary>
    internal const int Text = 20_000;

    /// <summary>What a notification shows.</summary>
    internal const int Summary = 250;

    /// <summary>Characters of what is read where no card can be shown.</summary>
    internal const int Fallback = 1_500;

    /// <summary>Actions of one set that Teams shows as buttons; it hides the rest.</summary>
    internal const int ActionsInSet = 6;

    /// <summary>Buttons of a card; commands do the same as those beyond.</summary>
    internal const int Buttons = 24;

    /// <summary>Characters of a button's id; the bot's own have 24.</summary>
    internal const int ButtonId = 64;

    internal const int ButtonLabel = 60;

    /// <summary>Users whose clients ask for a view of their own.</summary>
    internal const int Viewers = 60;

    /// <summary>Inputs of a form; the longest of the bot's own has six.</summary>
    internal const int Fields = 20;

    internal const int FieldText = 3_000;

    /// <summary>Lines of a card that only says something.</summary>
    internal const int NoticeLines = 60;

    /// <summary>Choices of a menu; more are typed.</summary>
    internal const int Choices = 60;

    internal const int ChoiceText = 100;
}
