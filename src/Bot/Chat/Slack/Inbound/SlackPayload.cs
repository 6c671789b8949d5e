using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Chat.Slack.Inbound;

/// <summary>One delivery of Slack: an event, a command or an interaction, over HTTP or a socket alike.</summary>
/// <param name="Root">The JSON object; nothing where the delivery is the fields of a form.</param>
internal readonly record struct SlackPayload(JsonElement Root, IReadOnlyDictionary<string, StringValues>? Form = null)
{
    /// <summary>Reads any of the three kinds of body: JSON, the fields of a command, or a form with a JSON payload. Null for anything else.</summary>
    internal static SlackPayload? Read(string? contentType, byte[] body)
    {
        try
        {
            if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            {
                return Json(body);
            }

            using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = 64, ValueLengthLimit = body.Length + 1 };
            var form = reader.ReadForm();
            return form.TryGetValue("payload", out var payload)
                ? Json(Encoding.UTF8.GetBytes(payload.ToString()))
                : new SlackPayload(default, form);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    internal string Type => Text("type") ?? (Text("command") is null ? "" : "command");

    /// <summary>The workspace that the delivery belongs to.</summary>
    internal string? Team => Text("team_id") ?? Text("team", "id") ?? Text("user", "team_id");

    internal string? App => Text("api_app_id");

    internal string? Enterprise => Text("enterprise_id") ?? Text("enterprise", "id");

    /// <summary>The text at a path; null where there is none.</summary>
    internal string? Text(params ReadOnlySpan<string> path) =>
        Form is not null ? path.Length == 1 && Form.TryGetValue(path[0], out var field) ? field.ToString() : null
        : At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    internal JsonElement At(params ReadOnlySpan<string> path)
    {
        var at = Root;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return default;
            }
        }

        return at;
    }

    private static SlackPayload? Json(byte[] json)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(json);
        return root.ValueKind == JsonValueKind.Object ? new SlackPayload(root) : null;
    }
}
