using System.Text;
using System.Text.Json;
using IncidentBot.Workflow;

namespace IncidentBot.Cli;

/// <summary>Reads a settings file: JSON in UTF-8, with comments and trailing commas.</summary>
internal static class SettingsText
{
    /// <summary>A larger file is a mistake, not a list of people.</summary>
    private const long Largest = 16 * 1024 * 1024;

    /// <summary>The values by path, such as Store:Folder. Throws <see cref="ConfigurationException"/> with what to do.</summary>
    internal static Dictionary<string, string?> Read(string file)
    {
        var text = Text(file);
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException($"The settings file {file} must hold one JSON object, in braces; its sections are {SettingsShape.Sections}.");
            }

            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var read = new ConfigurationBuilder().AddJsonStream(stream).Build();

            // A section that is empty has no value either, and may still be one that nothing reads.
            return read.AsEnumerable()
                .Where(s => s.Value is not null || !read.GetSection(s.Key).GetChildren().Any())
                .ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException(text.Trim().Length == 0
                ? $"The settings file {file} is empty. Write at least {{}}, or remove the file: then the shipped settings are read."
                : $"The settings file {file} is not JSON: {JsonTrouble.Text(e)}", e);
        }
        catch (FormatException e)
        {
            // Such as one key twice, which ignores case here.
            throw new ConfigurationException($"The settings file {file} cannot be used: {e.Message}", e);
        }
    }

    private static string Text(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > Largest })
            {
                throw new ConfigurationException($"The settings file {file} is larger than {Largest / (1024 * 1024)} MiB, so that it cannot be one.");
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(System.IO.File.ReadAllBytes(file)).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw new ConfigurationException($"The settings file {file} is not UTF-8 text. Save it as UTF-8.", e);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            throw new ConfigurationException($"The settings file {file} cannot be read: {Unreadable.Why(file, e)}.", e);
        }
    }
}
