namespace IncidentBot.Chat;

/// <summary>Who has an account on a chat, as far as the chat tells without being asked over the network. One per chat that is switched on.</summary>
internal interface IChatAccounts
{
    /// <summary>The chat's word: "local", "slack", "teams".</summary>
    string Platform { get; }

    /// <summary>Whether the directory's person has an account there; null: it cannot tell.</summary>
    bool? Has(string person);
}
