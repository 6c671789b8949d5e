using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Chat.Local;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Local;

/// <summary>WCAG 2.2 success criteria 1.4.3 (text 4.5:1) and 1.4.11 (edges 3:1), computed from the page's own colours in both themes.</summary>
public sealed partial class ContrastTests
{
    private const double Text = 4.5;
    private const double Edge = 3;

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var ground in new[] { "panel", "ground", "raised" })
        {
            foreach (var words in new[] { "text", "muted", "accent", "good", "warning", "bad", "unknown" })
            {
                pairs.Add(words, ground, Text);
            }

            pairs.Add("edge", ground, Edge);
        }

        foreach (var words in new[] { "text", "muted", "accent" })
        {
            pairs.Add(words, "accent-soft", Text);
        }

        pairs.Add("on-accent", "accent", Text);
        pairs.Add("on-bad", "bad", Text);
        pairs.Add("bad", "bad-soft", Text);
        pairs.Add("unknown", "unknown-soft", Text);
        pairs.Add("muted", "unknown-soft", Text);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Words_stand_out_from_their_ground(string words, string ground, double least)
    {
        var (light, dark) = Themes();

        Assert.All([light, dark], theme => Assert.True(
            Ratio(theme[words], theme[ground]) >= least,
            $"--{words} {theme[words]} on --{ground} {theme[ground]} has {Ratio(theme[words], theme[ground]):0.00}:1, needs {least}:1"));
    }

    [Fact]
    public void Both_themes_name_the_same_colours_and_nothing_else_names_any()
    {
        var (light, dark) = Themes();
        var outside = Css("chat.css")[Css("chat.css").IndexOf("* { box-sizing", StringComparison.Ordinal)..] + Css("card.css");

        Assert.Equal(light.Keys.Order(), dark.Keys.Order());
        Assert.DoesNotMatch(@":[^;{]*#[0-9a-f]{3,8}\b", outside);
    }

    [Fact]
    public void The_formula_gives_the_known_ratios()
    {
        Assert.Equal(21, Ratio("#000000", "#ffffff"), 3);
        Assert.Equal(4.48, Ratio("#777777", "#ffffff"), 2);
    }

    private static (Dictionary<string, string> Light, Dictionary<string, string> Dark) Themes()
    {
        var css = Css("chat.css");
        var dark = css.IndexOf("@media (prefers-color-scheme: dark)", StringComparison.Ordinal);
        var end = css.IndexOf("* { box-sizing", StringComparison.Ordinal);
        return (Colours(css[..dark]), Colours(css[dark..end]));
    }

    private static Dictionary<string, string> Colours(string css) =>
        Colour().Matches(css).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);

    private static string Css(string name)
    {
        using var css = new StreamReader(typeof(LocalChat).Assembly.GetManifestResourceStream("local-chat/" + name)!);
        return css.ReadToEnd();
    }

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex) => (0.2126 * Channel(hex, 1)) + (0.7152 * Channel(hex, 3)) + (0.0722 * Channel(hex, 5));

    private static double Channel(string hex, int at)
    {
        var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Colour();
}
