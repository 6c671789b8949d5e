using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Bot.Tests.Chat.Slack.Rendering;

namespace IncidentBot.Bot.Tests.Chat.Teams.Rendering;

/// <summary>Text that Teams would make something of, besides what every chat must bear.</summary>
internal static class TeamsHostile
{
    private static readonly string[] Pieces =
    [
        "<at>Maya</at>", "{{DATE(2026-03-14T02:06:00Z, SHORT)}}", "{{TIME(2026-03-14T02:06:00Z)}}", "{{ time(", "{{", "${card}", "[good](https://evil)", "**b**", "# h", "1. a", "- a", "\r", "![x](y)", "_i_",
        "&lt;b&gt;", "<b>", "\\", "\"", "\u202e", "\ud83d", "日本",
    ];

    internal static Gen<string> Text { get; } = Gen.Frequency((1, Hostile.Text), (1, Gen.Elements(Pieces).ListOf().Select(string.Concat)));
}
