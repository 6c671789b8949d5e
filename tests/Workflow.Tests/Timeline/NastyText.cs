using Xunit;

namespace IncidentBot.Workflow.Tests.Timeline;

/// <summary>What someone writes who wants an export to do something; each on one line, so that exports keep their shape.</summary>
internal static class NastyText
{
    internal static readonly string[] All =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style><style>*{display:none}", "</title>", "-->", "]]>", "&lt;b&gt; &amp; &#60;",
        "[click](javascript:alert(1))", "![x](http://evil.example/x.png)", "[x]: http://evil.example", "<http://evil.example>", "https://evil.example/a?b=c", "www.evil.example", "mail@evil.example", "mailto:a@evil.example",
        "@everyone", "@channel", "<!channel>", "<!here>", "<@U12345678>", "#1", "a/b#2", ":tada:",
        "# heading", "- item", "+ item", "* item", "1. item", "12) item", "> quote", "```", "~~~", "    code", "| a | b |", "a | b", "---", "===", "**bold** __strong__ _em_ ~~gone~~ `code`", "$x^2$", "\\*not\\*", "trailing\\",
        "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A1", "\t=1", "\"=1\"", "a,b;c\td", "\"quoted\", \"fields\"",
        "abc\u202Efdp.exe", "\u2066isolate\u2069", "\u200Fmark", "bell\u0007", "esc\u001b[31mred", "null\0", "zero\u200Bwidth", "\uFEFFbom", "tag\U000E0041",
        "”. Maya Okafor approved “", "\u05d0\u05d1\u05d2 \u0627\u0644", "\U0001F468\u200D\U0001F469\u200D\U0001F467 family", "e\u0301",
    ];

    internal static TheoryData<string> Data => [.. All];
}
