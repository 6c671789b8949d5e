using System.Text.Json;

namespace IncidentBot.Workflow;

/// <summary>Copies a JSON text into a <see cref="CanonicalWriter"/> in one pass.</summary>
internal static class CanonicalReader
{
    internal static void Copy(ReadOnlySpan<byte> utf8, ref CanonicalWriter writer)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth });
        reader.Read();
        Value(ref reader, ref writer);
        // Throws on anything but white space after the value.
        reader.Read();
    }

    private static void Value(ref Utf8JsonReader reader, ref CanonicalWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader, ref writer);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader, ref writer);
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                writer.String(reader.GetString());
                break;
            case JsonTokenType.String:
                writer.PlainString(reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                writer.Number(reader.ValueSpan);
                break;
            case JsonTokenType.True:
                writer.Raw("true");
                break;
            case JsonTokenType.False:
                writer.Raw("false");
                break;
            default:
                writer.Raw("null");
                break;
        }
    }

    private static void Object(ref Utf8JsonReader reader, ref CanonicalWriter writer)
    {
        var mark = writer.BeginObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped) writer.Name(reader.GetString());
            else writer.PlainName(reader.ValueSpan);
            reader.Read();
            Value(ref reader, ref writer);
        }

        writer.EndObject(mark);
    }

    private static void Array(ref Utf8JsonReader reader, ref CanonicalWriter writer)
    {
        writer.Raw("[");
        var first = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!first) writer.Raw(",");
            first = false;
            Value(ref reader, ref writer);
        }

        writer.Raw("]");
    }
}
