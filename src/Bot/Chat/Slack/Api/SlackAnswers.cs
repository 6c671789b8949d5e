using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Chat.Slack.Api;

internal sealed record PostMessage(string Channel, string Text, JsonArray? Blocks, SlackMetadata? Metadata, string? ThreadTs = null, bool UnfurlLinks = false, bool UnfurlMedia = false);

internal sealed record UpdateMessage(string Channel, string Ts, string Text, JsonArray Blocks);

internal sealed record PostEphemeral(string Channel, string User, string Text, JsonArray? Blocks);

/// <summary>What the bot leaves on its own posts, so that it finds them again after an interruption.</summary>
internal sealed record SlackMetadata(string EventType, SlackMark EventPayload);

/// <summary>The key of the cause of a post.</summary>
internal sealed record SlackMark(string? Key);

internal sealed record Posted(string Channel, string Ts);

internal sealed record Permalink(string Channel, string MessageTs);

internal sealed record PermalinkAnswer(string Permalink);

internal sealed record CreateChannel(string Name, bool IsPrivate);

internal sealed record ChannelAnswer(SlackChannel Channel);

internal sealed record SlackChannel(string Id, string? Name, string? Creator, long Created, bool IsArchived, bool IsMember);

internal sealed record ListChannels(string Types, int Limit, string Cursor);

internal sealed record ChannelsAnswer(IReadOnlyList<SlackChannel> Channels, SlackCursor? ResponseMetadata);

internal sealed record SlackCursor(string? NextCursor);

internal sealed record OfChannel(string Channel);

internal sealed record InviteUsers(string Channel, string Users);

internal sealed record SetTopic(string Channel, string Topic);

internal sealed record SetPurpose(string Channel, string Purpose);

internal sealed record OpenDirect(string Users);

internal sealed record OfMessage(string Channel, string Timestamp);

internal sealed record AddBookmark(string ChannelId, string Title, string Type, string Link);

internal sealed record AskUploadUrl(string Filename, long Length);

internal sealed record UploadUrl([property: System.Text.Json.Serialization.JsonPropertyName("upload_url")] string Address, string FileId);

internal sealed record CompleteUpload(IReadOnlyList<UploadedFile> Files, string ChannelId, string InitialComment);

internal sealed record UploadedFile(string Id, string? Title = null);

internal sealed record OfUserGroup(string Usergroup);

internal sealed record GroupMembers(IReadOnlyList<string> Users);

internal sealed record ReadHistory(string Channel, string? Oldest, string? Latest, bool Inclusive, int Limit, bool IncludeAllMetadata);

internal sealed record ReadReplies(string Channel, string Ts, string? Oldest, string? Latest, bool Inclusive, int Limit, bool IncludeAllMetadata = false);

internal sealed record MessagesAnswer(IReadOnlyList<SlackSaid> Messages, bool HasMore);

/// <summary>A message in a channel, as history tells it.</summary>
internal sealed record SlackSaid(string? Ts, string? User, string? BotId, string? Username, string? Text, string? Subtype, SlackMetadata? Metadata)
{
    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<UploadedFile>? Files { get; init; }
}

internal sealed record OfUser(string User);

internal sealed record ListUsers(int Limit, string Cursor);

internal sealed record UserAnswer(SlackUser User);

internal sealed record UsersAnswer(IReadOnlyList<SlackUser> Members, SlackCursor? ResponseMetadata);

internal sealed record SlackUser(
    string Id, string? Name, string? RealName, bool Deleted, bool IsBot, bool IsRestricted, bool IsUltraRestricted, bool IsStranger, SlackProfile? Profile)
{
    internal bool Guest => IsRestricted || IsUltraRestricted || IsStranger;

    /// <summary>The name that others see in Slack.</summary>
    internal string Shown => new[] { Profile?.DisplayName, Profile?.RealName, RealName, Name, Id }.First(n => !string.IsNullOrWhiteSpace(n))!;
}

internal sealed record SlackProfile(string? DisplayName, string? RealName);

internal sealed record OpenView(string TriggerId, JsonObject View);

internal sealed record UpdateView(string ViewId, JsonObject View);

internal sealed record PublishView(string UserId, JsonObject View);

internal sealed record ViewAnswer(SlackView View);

internal sealed record SlackView(string Id);

internal sealed record SocketAnswer(string Url);

internal sealed record Nothing;

/// <summary>An answer of auth.test; <paramref name="Scopes"/> is null where Slack does not tell them.</summary>
internal sealed record SlackSelf(string TeamId, string UserId, string? BotId, IReadOnlyList<string>? Scopes);

/// <summary>The names of Slack's JSON.</summary>
internal static class SlackJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
