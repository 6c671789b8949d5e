using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Workflow;

/// <summary>
/// Canonical JSON (RFC 8785, JCS): one text for one value, so that it can be hashed and compared. No white space, members
/// in UTF-16 code unit order, the shortest escapes, numbers as ECMAScript prints them.
/// </summary>
/// <remarks>
/// Refused with <see cref="CanonicalJsonException"/>: what is not JSON, members that occur twice in an object, lone
/// surrogates, numbers outside the range of a double, and whole numbers that a double cannot hold exactly (write such a
/// number as a string). Comments, trailing commas and more than 64 levels are not JSON here.
/// </remarks>
public static class CanonicalJson
{
    internal const int MaxDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The canonical form of a JSON text; the same instance if it is canonical already.</summary>
    public static string Canonicalise(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        byte[] utf8;
        try
        {
            utf8 = StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new CanonicalJsonException($"The text holds half of a surrogate pair at character {e.Index}.", e);
        }

        return Guarded(utf8, json);
    }

    /// <summary>The canonical form of an element of a parsed document.</summary>
    public static string Write(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined) throw new CanonicalJsonException("There is no value to write.");
        return Guarded(JsonMarshal.GetRawUtf8Value(element), null);
    }

    /// <summary>The canonical form of a tree; null is JSON's null.</summary>
    public static string Write(JsonNode? node)
    {
        var writer = new CanonicalWriter(512);
        try
        {
            CanonicalTree.Write(node, ref writer, depth: 0);
            return writer.ToString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new CanonicalJsonException($"The value has no JSON form: {e.Message}", e);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>A text as a canonical JSON string, quotes included.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var writer = new CanonicalWriter(text.Length + 16);
        try
        {
            writer.String(text);
            return writer.ToString();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Whether two JSON texts are the same value, whatever their white space, member order and escapes.</summary>
    public static bool Same(string one, string other) =>
        string.Equals(Canonicalise(one), Canonicalise(other), StringComparison.Ordinal);

    private static string Guarded(ReadOnlySpan<byte> utf8, string? original)
    {
        var writer = new CanonicalWriter(utf8.Length);
        try
        {
            CanonicalReader.Copy(utf8, ref writer);
            return original is not null && writer.Written.SequenceEqual(original) ? original : writer.ToString();
        }
        catch (JsonException e)
        {
            throw new CanonicalJsonException($"The text is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // The reader's answer to an escape such as \ud800 on its own, and to bytes that are not UTF-8.
            throw new CanonicalJsonException($"The text holds a string that is not Unicode: {e.Message}", e);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
