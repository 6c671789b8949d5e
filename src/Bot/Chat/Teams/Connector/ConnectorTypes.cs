using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IncidentBot.Chat.Teams.Connector;

/// <summary>An activity that the bot sends, by the names of the Bot Framework's protocol.</summary>
/// <param name="Text">Null where there is a card: a text beside a card becomes a message of its own.</param>
/// <param name="TextFormat">"plain"; "xml" where it mentions people.</param>
/// <param name="Summary">What a notification shows.</param>
internal sealed record OutgoingActivity(
    string Type, string? Text, string? TextFormat, string? Summary, IReadOnlyList<OutgoingAttachment>? Attachments, IReadOnlyList<MentionEntity>? Entities = null, NotifyData? ChannelData = null);

internal sealed record OutgoingAttachment(string ContentType, JsonObject Content);

/// <summary>Somebody who is called. <paramref name="Text"/> stands word for word in the activity's text.</summary>
internal sealed record MentionEntity(string Type, ConnectorAccount Mentioned, string Text);

internal sealed record ConnectorAccount(string Id, string? Name = null);

/// <summary>Asks Teams to show a message of a chat in the activity feed.</summary>
internal sealed record NotifyData(Notification Notification);

internal sealed record Notification(bool Alert);

/// <summary>A new conversation: a thread of a channel, or a chat with one member.</summary>
internal sealed record NewConversation(
    bool IsGroup, ConnectorAccount Bot, IReadOnlyList<ConnectorAccount>? Members, string TenantId, NewConversationData ChannelData, OutgoingActivity? Activity);

internal sealed record NewConversationData(ConnectorAccount Tenant, ConnectorAccount? Channel);

internal sealed record ResourceAnswer(string? Id);

internal sealed record ConversationAnswer(string Id, string? ActivityId, string? ServiceUrl);

/// <summary>A member; the object id has two names, by the age of the call.</summary>
internal sealed record MemberAnswer(string Id, string? Name, string? AadObjectId, string? ObjectId, string? UserRole, string? TenantId);

internal sealed record MembersPage(IReadOnlyList<MemberAnswer>? Members, string? ContinuationToken);

/// <summary>A team; <paramref name="AadGroupId"/> is its name in Graph.</summary>
internal sealed record TeamAnswer(string Id, string? Name, string? AadGroupId);

internal sealed record ChannelsAnswer(IReadOnlyList<ChannelAnswer>? Conversations);

/// <summary>A channel; the general one has no name.</summary>
internal sealed record ChannelAnswer(string Id, string? Name);

/// <summary>What Graph is asked to make.</summary>
internal sealed record NewChannel(string DisplayName, string Description, string MembershipType);

internal sealed record GraphChannel(string Id, string? DisplayName);

/// <summary>The names of the protocol's JSON.</summary>
internal static class ConnectorJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
