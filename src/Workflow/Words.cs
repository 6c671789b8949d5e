using System.Text.Json;

namespace IncidentBot.Workflow;

/// <summary>The one spelling of a closed word list, in commands, plans, stored events and messages: lower case with hyphens.</summary>
public static class Words
{
    /// <summary>The spelling of a value: <c>Role.DataOwner</c> is <c>data-owner</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Spelling<T>.ByValue[value];

    /// <summary>Reads a spelling, ignoring case and accepting spaces or underscores for hyphens; false if there is no such word.</summary>
    public static bool TryRead<T>(string text, out T value)
        where T : struct, Enum =>
        Spelling<T>.ByText.TryGetValue(text.Trim().Replace(' ', '-').Replace('_', '-'), out value);

    /// <summary>All spellings of a list, in declared order: what a refusal offers instead of an unknown word.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Spelling<T>.All;

    private static class Spelling<T>
        where T : struct, Enum
    {
        internal static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

        internal static readonly Dictionary<string, T> ByText =
            ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);

        internal static readonly string[] All = [.. Enum.GetValues<T>().Select(v => ByValue[v])];
    }
}
