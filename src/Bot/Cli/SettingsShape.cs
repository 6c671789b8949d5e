using System.Collections;
using System.Globalization;
using System.Reflection;
using IncidentBot.Alarms;
using IncidentBot.Aws;
using IncidentBot.Chat.Local;
using IncidentBot.Chat.Slack;
using IncidentBot.Chat.Teams;
using IncidentBot.Failover;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readings;
using IncidentBot.Store;
using IncidentBot.Telemetry;
using IncidentBot.Updates;
using IncidentBot.Web;

namespace IncidentBot.Cli;

/// <summary>One setting that nothing reads, or that is of the wrong kind.</summary>
internal sealed record ShapeFault(string Path, string Text);

/// <summary>Holds the whole configuration against the options classes before anything binds to them, so that one slip hides no other fault.</summary>
internal static class SettingsShape
{
    /// <summary>Where editors find the schema of the file; nothing is configured by it.</summary>
    internal const string SchemaKey = "$schema";

    /// <summary>The options class of each section; null for the platform's own.</summary>
    internal static readonly IReadOnlyDictionary<string, Type?> Known = new Dictionary<string, Type?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Store"] = typeof(StoreOptions),
        ["Web"] = typeof(WebOptions),
        ["Alarms"] = typeof(AlarmOptions),
        ["Plans"] = typeof(PlansOptions),
        ["People"] = typeof(PeopleOptions),
        ["Chat"] = typeof(ChatSection),
        ["Steps"] = typeof(StepOptions),
        ["Drills"] = typeof(DrillOptions),
        ["Readings"] = typeof(ReadingsOptions),
        ["Updates"] = typeof(UpdateOptions),
        ["Aws"] = typeof(AwsOptions),
        ["Telemetry"] = typeof(TelemetryOptions),
        ["Redaction"] = typeof(RedactionOptions),
        ["Logging"] = null,
    };

    /// <summary>The sections, for people to read.</summary>
    internal static string Sections { get; } = string.Join(", ", Known.Keys);

    /// <summary>Every fault of shape; the values themselves are the validators' part.</summary>
    internal static IReadOnlyList<ShapeFault> Faults(IConfiguration settings) =>
    [
        .. settings.GetChildren().SelectMany(section =>
            Known.TryGetValue(section.Key, out var type)
                ? type is null ? LogLevels(section) : Look(section, type)

            : section.Key == SchemaKey ? Look(section, typeof(string))

            // A switch of the program itself, and no setting.
            : section.Key.Equals("TRACE", StringComparison.OrdinalIgnoreCase) ? []
            : [new ShapeFault(section.Path, $"Nothing reads the section \"{section.Key}\"; the sections are {Sections}.")]),
    ];

    /// <summary>The same settings without the faulty ones, so that the rest can be validated too; nothing may run on them.</summary>
    internal static Dictionary<string, string?> Without(IConfiguration settings, IReadOnlyList<ShapeFault> faults) => settings.AsEnumerable()
        .Where(s => s.Value is not null && !faults.Any(f =>
            s.Key.Equals(f.Path, StringComparison.OrdinalIgnoreCase) || s.Key.StartsWith(f.Path + ":", StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(s => s.Key, s => s.Value);

    private static IEnumerable<ShapeFault> Look(IConfigurationSection at, Type type)
    {
        var children = at.GetChildren().ToList();
        if (type == typeof(string))
        {
            return children.Count > 0 ? [Wrong(at, "one text, not an object or a list")] : [];
        }

        if (type == typeof(bool))
        {
            return children.Count > 0 || (at.Value is { } word && !bool.TryParse(word, out _)) ? [new ShapeFault(at.Path, $"{at.Path} must be true or false{(at.Value is { Length: > 0 } found ? $"; it is \"{found}\"" : "")}.")] : [];
        }

        if (type == typeof(int))
        {
            return children.Count > 0 || !int.TryParse(at.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? [new ShapeFault(at.Path, $"{at.Path} must be a whole number{(at.Value is { Length: > 0 and < 50 } word ? $"; it is \"{word}\"" : "")}.")] : [];
        }

        var list = typeof(IEnumerable).IsAssignableFrom(type);
        var named = list && type.GetGenericArguments() is [var key, _] && key == typeof(string);
        if (!string.IsNullOrEmpty(at.Value) || (list && !named && children.Any(c => !int.TryParse(c.Key, out _))))
        {
            return [Wrong(at, list && !named ? "a list, in square brackets" : "an object, in braces")];
        }

        return list ? children.SelectMany(c => Look(c, type.GetGenericArguments()[^1])) : Members(children, type, at.Path);
    }

    private static IEnumerable<ShapeFault> Members(List<IConfigurationSection> children, Type type, string path)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);
        return children.SelectMany(c => members.TryGetValue(c.Key, out var member)
            ? Look(c, member)
            : [new ShapeFault(c.Path, $"Nothing reads the setting {c.Path}; {path} has {string.Join(", ", members.Keys)}.")]);
    }

    private static IEnumerable<ShapeFault> LogLevels(IConfigurationSection logging) => logging.AsEnumerable()
        .Where(s => s.Value is not null && s.Key.Split(':') is [.., "LogLevel", _] && !Enum.GetNames<LogLevel>().Contains(s.Value, StringComparer.OrdinalIgnoreCase))
        .Select(s => new ShapeFault(s.Key, $"{s.Key} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}; it is \"{s.Value}\"."));

    /// <summary>Never shows what was found: it may be a key in the wrong place.</summary>
    private static ShapeFault Wrong(IConfigurationSection at, string rule) => new(at.Path, $"{at.Path} must be {rule}; it is something else.");

    /// <summary>Section "Chat": the chats.</summary>
    private sealed class ChatSection
    {
        public LocalChatOptions Local { get; } = new();

        public SlackOptions Slack { get; } = new();

        public TeamsOptions Teams { get; } = new();
    }
}
