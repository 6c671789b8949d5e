using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Chat.Local;

/// <summary>A posted JSON object, read with its limits: each fault becomes one sentence for the sender.</summary>
internal sealed partial class LocalRequest
{
    internal const int LargestBody = 128 * 1024;
    internal const int LongestText = 4_000;
    private const int MostFields = 30;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private readonly JsonElement root;

    private LocalRequest(JsonElement root) => this.root = root;

    internal static async Task<LocalRequest> Read(HttpContext http, CancellationToken cancel)
    {
        // Only this type: a form of another site cannot send it without asking first.
        if (!http.Request.HasJsonContentType())
        {
            throw new LocalRequestException(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json.");
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, Strict, cancel);
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? new LocalRequest(body.RootElement.Clone())
                : throw Bad("The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw Bad($"The body is not JSON, names a property twice, or is nested deeper than {Strict.MaxDepth} levels.");
        }
    }

    /// <summary>A required text of 1 to <paramref name="longest"/> characters, line ends as \n, no spaces around.</summary>
    internal string Text(string property, int longest = LongestText)
    {
        var text = root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? String(value, property).ReplaceLineEndings("\n").Trim()
            : throw Bad($"\"{property}\" must be a text.");
        return text.Length == 0 ? throw Bad($"\"{property}\" is empty: write something.")
            : text.Length > longest ? throw Bad($"\"{property}\" is too long: {text.Length:N0} characters, at most {longest:N0}.")
            : text;
    }

    /// <summary>The sender's id of this delivery; a repeat with the same id is harmless.</summary>
    internal string Delivery()
    {
        var id = Text("delivery", 100);
        return DeliveryId().IsMatch(id) ? id : throw Bad("\"delivery\" must be letters, digits, dots, hyphens, colons or underscores.");
    }

    /// <summary>What was typed into a form: texts by name; none if the property is missing.</summary>
    internal IReadOnlyDictionary<string, string> Fields()
    {
        if (!root.TryGetProperty("fields", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return new Dictionary<string, string>();
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(f => f.Value.ValueKind != JsonValueKind.String))
        {
            throw Bad("\"fields\" must be an object of texts.");
        }

        var fields = value.EnumerateObject().ToDictionary(f => f.Name, f => String(f.Value, f.Name).ReplaceLineEndings("\n"), StringComparer.Ordinal);
        return fields.Count > MostFields ? throw Bad($"\"fields\" holds {fields.Count} fields, at most {MostFields}.")
            : fields.FirstOrDefault(f => f.Value.Length > LongestText) is { Key: { } name } ? throw Bad($"Field \"{LocalText.Cut(name, 50)}\" is too long: at most {LongestText:N0} characters.")
            : fields;
    }

    private static string String(JsonElement value, string property)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is JSON, but no text; so are bytes that are not UTF-8.
            throw Bad($"\"{LocalText.Cut(property, 50)}\" holds broken characters: send whole ones, in UTF-8.");
        }
    }

    private static LocalRequestException Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DeliveryId();
}
