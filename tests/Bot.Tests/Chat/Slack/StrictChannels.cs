using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Channels and messages of the strict Slack, with Slack's own rules and error names.</summary>
internal sealed partial class StrictChannels
{
    private readonly Dictionary<string, StrictChannel> channels = [];
    private readonly Dictionary<string, JsonObject> users = [];
    private long clock = DateTimeOffset.UtcNow.ToUnixTimeSeconds() * 1_000_000;

    internal StrictFiles Files { get; } = new();

    /// <summary>User groups: ids of their members.</summary>
    internal Dictionary<string, string[]> Groups { get; } = [];

    internal IReadOnlyList<StrictChannel> All => [.. channels.Values];

    internal StrictChannel Named(string name) => channels.Values.First(c => c.Name == name);

    internal void AddUser(string id, string name, bool restricted = false, bool deleted = false) => users[id] = new JsonObject
    {
        ["id"] = id,
        ["name"] = name,
        ["real_name"] = name,
        ["deleted"] = deleted,
        ["is_restricted"] = restricted,
        ["profile"] = new JsonObject { ["display_name"] = name, ["real_name"] = name },
    };

    internal StrictChannel AddChannel(string name, string creator, params string[] members) => AddChannel(name, creator, false, members);

    internal StrictChannel AddChannel(string name, string creator, bool isPrivate, params string[] members)
    {
        var channel = new StrictChannel($"C{channels.Count + 100:0000}", name, creator, DateTimeOffset.UtcNow.ToUnixTimeSeconds()) { Private = isPrivate };
        channel.Members.UnionWith(members);
        return channels[channel.Id] = channel;
    }

    /// <summary>Somebody says something; answers its ts.</summary>
    internal string Say(string channel, string user, string text)
    {
        var message = new StrictMessage(Ts(), user, text, null, null, null);
        channels[channel].Messages.Add(message);
        return message.Ts;
    }

    internal JsonObject User(string id) => users.TryGetValue(id, out var user) ? new JsonObject { ["ok"] = true, ["user"] = user.DeepClone() } : StrictSlack.Error("user_not_found");

    internal JsonObject Answer(string method, JsonObject arguments)
    {
        if (method == "conversations.create")
        {
            return Create((string)arguments["name"]!, (bool?)arguments["is_private"] == true);
        }

        if (method == "conversations.list")
        {
            return new JsonObject
            {
                ["ok"] = true,
                ["channels"] = new JsonArray([.. channels.Values.Where(c => c.Id[0] == 'C' && Types(arguments).Contains(c.Private ? "private_channel" : "public_channel")
                    && (!c.Private || c.Members.Contains(StrictSlack.BotUser))).Select(c => c.Json())]),
                ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
            };
        }

        if (method == "conversations.open")
        {
            var direct = "D" + (string)arguments["users"]!;
            channels.TryAdd(direct, new StrictChannel(direct, direct, StrictSlack.BotUser, 0) { Members = { StrictSlack.BotUser, (string)arguments["users"]! } });
            return new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = direct } };
        }

        if (method == "usergroups.users.list")
        {
            return Groups.TryGetValue((string?)arguments["usergroup"] ?? "", out var members)
                ? new JsonObject { ["ok"] = true, ["users"] = new JsonArray([.. members.Select(m => (JsonNode)m)]) } : StrictSlack.Error("no_such_subteam");
        }

        var id = (string?)arguments["channel"] ?? (string?)arguments["channel_id"] ?? "";
        // A private channel does not exist for who is not in it.
        return channels.TryGetValue(id, out var channel) && (!channel.Private || channel.Members.Contains(StrictSlack.BotUser)) ? In(channel, method, arguments) : StrictSlack.Error("channel_not_found");
    }

    internal bool IsPrivate(string method, JsonObject arguments) =>
        method == "conversations.create" ? (bool?)arguments["is_private"] == true
        : channels.TryGetValue((string?)arguments["channel"] ?? "", out var channel) && channel.Private;

    private static string[] Types(JsonObject arguments) => ((string?)arguments["types"] ?? "public_channel").Split(',');

    private JsonObject Create(string name, bool isPrivate) => name switch
    {
        { Length: 0 } => StrictSlack.Error("invalid_name_required"),
        { Length: > 80 } => StrictSlack.Error("invalid_name_maxlength"),
        _ when !ChannelName().IsMatch(name) => StrictSlack.Error("invalid_name_specials"),
        _ when channels.Values.Any(c => c.Name == name) => StrictSlack.Error("name_taken"),
        _ => new JsonObject { ["ok"] = true, ["channel"] = AddChannel(name, StrictSlack.BotUser, isPrivate, StrictSlack.BotUser).Json() },
    };

    private JsonObject In(StrictChannel channel, string method, JsonObject arguments)
    {
        switch (method)
        {
            case "conversations.join" when channel.Private:
                return StrictSlack.Error("method_not_supported_for_channel_type");
            case "conversations.join":
                channel.Members.Add(StrictSlack.BotUser);
                return StrictSlack.Ok();
            case "conversations.archive":
                return channel.Archive();
            case "conversations.unarchive":
                return channel.Unarchive();
            case "conversations.history":
                return History(channel, arguments, m => m.Thread is null);
            case "conversations.replies":
                return channel.Messages.Any(m => m.Ts == (string?)arguments["ts"]) ? History(channel, arguments, m => (m.Thread ?? m.Ts) == (string?)arguments["ts"]) : StrictSlack.Error("thread_not_found");
            case "chat.getPermalink":
                return new JsonObject { ["ok"] = true, ["permalink"] = $"https://test.slack.com/archives/{channel.Id}/p{((string)arguments["message_ts"]!).Replace(".", "", StringComparison.Ordinal)}" };
        }

        if (!channel.Members.Contains(StrictSlack.BotUser))
        {
            return StrictSlack.Error("not_in_channel");
        }

        if (channel.Archived)
        {
            return StrictSlack.Error("is_archived");
        }

        return method switch
        {
            "chat.postMessage" => Post(channel, arguments, null),
            "chat.postEphemeral" => !users.ContainsKey((string)arguments["user"]!) ? StrictSlack.Error("user_not_found")
                : !channel.Members.Contains((string)arguments["user"]!) ? StrictSlack.Error("user_not_in_channel")
                : Post(channel, arguments, (string)arguments["user"]!),
            "chat.update" => Update(channel, arguments),
            "files.completeUploadExternal" => Files.Complete(channel, arguments, (to, comment, files) =>
                to.Messages.Add(new StrictMessage(Ts(), StrictSlack.BotUser, comment, null, null, null) { Files = files })),
            "pins.add" => Pin(channel, (string)arguments["timestamp"]!),
            "bookmarks.add" => StrictChannel.Add(channel.Bookmarks, (string)arguments["link"]!),
            "conversations.setTopic" => ((string)arguments["topic"]!).Length > 250 ? StrictSlack.Error("too_long") : channel.Set(c => c.Topic = (string)arguments["topic"]!),
            "conversations.setPurpose" => ((string)arguments["purpose"]!).Length > 250 ? StrictSlack.Error("too_long") : channel.Set(c => c.Purpose = (string)arguments["purpose"]!),
            "conversations.invite" => Invite(channel, (string)arguments["users"]!),
            _ => StrictSlack.Error("unknown_method"),
        };
    }

    private JsonObject Invite(StrictChannel channel, string user) =>
        !users.TryGetValue(user, out var known) ? StrictSlack.Error("user_not_found")
        : (bool)known["is_restricted"]! ? StrictSlack.Error("ura_max_channels")
        : channel.Members.Add(user) ? StrictSlack.Ok() : StrictSlack.Error("already_in_channel");

    private JsonObject Post(StrictChannel channel, JsonObject arguments, string? onlyTo)
    {
        if (StrictLimits.OfMessage((string?)arguments["text"], arguments["blocks"] as JsonArray) is { } fault)
        {
            return StrictSlack.Error(fault);
        }

        var thread = (string?)arguments["thread_ts"];
        if (thread is not null && channel.Messages.All(m => m.Ts != thread || m.Thread is not null))
        {
            return StrictSlack.Error("thread_not_found");
        }

        var message = new StrictMessage(Ts(), StrictSlack.BotUser, (string?)arguments["text"] ?? "", (arguments["blocks"] as JsonArray)?.DeepClone().AsArray(),
            arguments["metadata"]?.DeepClone().AsObject(), onlyTo)
        { Thread = thread };
        channel.Messages.Add(message);
        return new JsonObject { ["ok"] = true, ["channel"] = channel.Id, ["ts"] = message.Ts };
    }

    private static JsonObject Update(StrictChannel channel, JsonObject arguments)
    {
        var at = channel.Messages.FindIndex(m => m.Ts == (string)arguments["ts"]! && m.OnlyTo is null);
        if (at < 0)
        {
            return StrictSlack.Error("message_not_found");
        }

        if (channel.Messages[at].User != StrictSlack.BotUser)
        {
            return StrictSlack.Error("cant_update_message");
        }

        if (StrictLimits.OfMessage((string?)arguments["text"], arguments["blocks"] as JsonArray) is { } fault)
        {
            return StrictSlack.Error(fault);
        }

        channel.Messages[at] = channel.Messages[at] with { Text = (string)arguments["text"]!, Blocks = (arguments["blocks"] as JsonArray)?.DeepClone().AsArray() };
        channel.Edits++;
        return new JsonObject { ["ok"] = true, ["channel"] = channel.Id, ["ts"] = (string)arguments["ts"]! };
    }

    private static JsonObject Pin(StrictChannel channel, string ts) =>
        channel.Messages.All(m => m.Ts != ts) ? StrictSlack.Error("message_not_found")
        : channel.Pins.Add(ts) ? StrictSlack.Ok() : StrictSlack.Error("already_pinned");

    private static JsonObject History(StrictChannel channel, JsonObject arguments, Func<StrictMessage, bool> here)
    {
        var (oldest, latest) = (Number((string?)arguments["oldest"]) ?? 0, Number((string?)arguments["latest"]) ?? decimal.MaxValue);
        var inclusive = (string?)arguments["inclusive"] == "true";
        var limit = int.Parse((string?)arguments["limit"] ?? "100", CultureInfo.InvariantCulture);
        var found = channel.Messages.Where(m => m.OnlyTo is null && here(m)).Reverse().Where(m => Number(m.Ts) is { } ts && (inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest)).ToList();
        return new JsonObject { ["ok"] = true, ["has_more"] = found.Count > limit, ["messages"] = new JsonArray([.. found.Take(limit).Select(m => m.Json((string?)arguments["include_all_metadata"] == "true"))]) };
    }

    private string Ts() => string.Create(CultureInfo.InvariantCulture, $"{(clock += 1_000) / 1_000_000}.{clock % 1_000_000:000000}");

    private static decimal? Number(string? ts) => string.IsNullOrEmpty(ts) ? null : decimal.Parse(ts, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[a-z0-9_-]+\z")]
    private static partial Regex ChannelName();
}
