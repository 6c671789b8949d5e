using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Local;

/// <summary>The local chat's accounts are its personas.</summary>
internal sealed class LocalAccounts(IOptions<LocalChatOptions> options) : IChatAccounts
{
    public string Platform => LocalChat.PlatformName;

    public bool? Has(string person) => options.Value.Personas.Any(p => p.Id == person);
}
