using Xunit;

namespace IncidentBot.Bot.Tests.Plans;

/// <summary>Plans for tests: a small good one to edit, and the shipped one.</summary>
internal static class PlanText
{
    public static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["edge"] = "http://127.0.0.1:5180",
        ["primaryUrl"] = "http://127.0.0.1:5181",
        ["targetUrl"] = "http://127.0.0.1:5182",
    };

    public static string Good => Data("good.yaml");

    /// <summary>A plan that lint has no objection to.</summary>
    public static string Sound => Data("sound.yaml");

    public static string Shipped => Data("checkout.yaml");

    public static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plans", name));

    /// <summary>Replaces the only occurrence of a text; an edit that hits nothing, or two places, is a mistake of the test.</summary>
    public static string Edit(string text, string find, string put)
    {
        var at = text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.IndexOf(find, at + 1, StringComparison.Ordinal) < 0, $"'{find}' must occur once");
        return text[..at] + put + text[(at + find.Length)..];
    }
}
