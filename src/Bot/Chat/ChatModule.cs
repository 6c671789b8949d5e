using IncidentBot.Chat.Local;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Teams;
using IncidentBot.Store;
using IncidentBot.Wakeups;

namespace IncidentBot.Chat;

/// <summary>Registers what all chats share, and the chats themselves.</summary>
internal static class ChatModule
{
    internal static IHostApplicationBuilder AddChat(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RoomBook>();
        builder.Services.AddSingleton<ButtonBook>();
        builder.Services.AddSingleton<ChatOutcomes>();
        builder.Services.AddSingleton<ReadinessAnswers>();
        builder.Services.AddSingleton<ChatAnswers>();
        builder.Services.AddSingleton<RoomFurnishing>();
        builder.Services.AddSingleton<RecordSharing>();
        builder.Services.AddSingleton<OutboxDelivery>();
        builder.Services.AddSingleton<ChatFollower>();
        builder.Services.AddSingleton<IInboxHandler, ChatHandler>();
        builder.Services.AddSingleton(new LocalChatVerbs([.. Grammar.Verbs.Select(v => new LocalChatVerb(v.Word, v.What, v.Usage))]));
        builder.Services.AddDuty<FollowerLoop<ChatFollower>>();
        builder.Services.AddDuty<OutboxSender>();
        builder.Services.AddSweep<RoomMending>();
        return builder.AddLocalChat().AddSlackChat().AddTeamsChat();
    }
}
