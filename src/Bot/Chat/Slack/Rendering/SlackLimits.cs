namespace IncidentBot.Chat.Slack.Rendering;

/// <summary>What Slack accepts, in UTF-16 characters and counts (Block Kit reference); a message beyond it is refused whole.</summary>
internal static class SlackLimits
{
    internal const int MessageBlocks = 50;
    internal const int ViewBlocks = 100;
    internal const int SectionText = 3_000;
    internal const int HeaderText = 150;
    internal const int ContextElements = 10;
    internal const int Actions = 25;
    internal const int ButtonLabel = 75;
    internal const int ButtonValue = 2_000;
    internal const int Identifier = 255;
    internal const int ConfirmTitle = 100;
    internal const int ConfirmText = 300;
    internal const int ConfirmLabel = 30;
    internal const int ModalTitle = 24;
    internal const int InputLabel = 2_000;
    internal const int InputHint = 2_000;
    internal const int InputText = 3_000;
    internal const int Placeholder = 150;
    internal const int OptionLabel = 75;
    internal const int OptionValue = 150;
    internal const int Options = 100;
    internal const int Metadata = 3_000;

    /// <summary>A message's text: Slack cuts beyond 40,000; what is read in a notification or aloud is the beginning.</summary>
    internal const int UsefulText = 3_000;

    /// <summary>All text of one message's blocks. Slack refuses too much with <c>msg_blocks_too_long</c> and does not say how much that is; this has always passed.</summary>
    internal const int MessageTotal = 12_000;
}
