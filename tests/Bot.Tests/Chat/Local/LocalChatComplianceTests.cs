using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Chat.Local;
using IncidentBot.Workflow;

namespace IncidentBot.Bot.Tests.Chat.Local;

/// <summary>Seen through HTTP, as the page sees it.</summary>
public sealed class LocalChatComplianceTests : ChatPlatformCompliance
{
    private readonly HttpClient http = new();
    private LocalChatServer server = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        http.Dispose();
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }

    internal override async Task<IChatPlatform> Start(CancellationToken cancel)
    {
        server = await LocalChatServer.Start(cancel);
        return server.Chat;
    }

    internal override async Task<IReadOnlyList<SeenMessage>> See(string room, string person, CancellationToken cancel)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Address, $"/chat/rooms/{room}/messages?person={person}"), cancel));
        return
        [
            .. answer.RootElement.GetProperty("messages").Deserialize<LocalMessage[]>(WorkflowJson.Options)!
                .OrderBy(m => m.Number).Select(m => new SeenMessage(m.Id, m.Text, m.Card, m.Pinned)),
        ];
    }
}
