using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat;

namespace IncidentBot.Bot.Tests.Chat.Slack.Rendering;

/// <summary>Cards and texts that nobody would write and anybody may send.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "", " ", "x", "checkout fails", "<!channel>", "<@U1>", "<https://evil|good>", "&", "&amp;", "<", ">", "\n", "\r\n> ", "*", "_", "~", "`", "```", "`code`", "*bold*", "@everyone",
        ":white_check_mark:", "\u202e", "\u0000", "\u200b", "\ud83d", "\ud83d\ude00", "日本語", "‹›∗", "’—", "<!date^1^{date}|x>", "|", "^", "{date}", "\t",
    ];

    internal static Gen<string> Text { get; } = Gen.Frequency(
        (6, Gen.Elements(Pieces).ListOf().Select(string.Concat)),
        (1, Gen.Elements(Pieces).Select(p => string.Concat(Enumerable.Repeat(p + "a", 1 + (4000 / (p.Length + 1)))))),
        (2, ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? "")));

    internal static Gen<CardForm> Form { get; } =
        from title in Text
        from explanation in Text
        from submit in Text
        from count in Gen.Choose(0, 12)
        from fields in Field.ListOf(count)
        select new CardForm(title, explanation, submit, [.. fields.Select((f, i) => f with { Name = i == 0 && f.Name == "phrase" ? "phrase" : $"f{i}" })]);

    internal static Gen<Card> Card { get; } =
        from title in Text
        from incident in Text
        from mark in Gen.Elements("", "DRILL")
        from tone in Gen.Elements(Enum.GetValues<CardTone>())
        from sections in Gen.Frequency((5, Gen.Choose(0, 12)), (1, Gen.Choose(40, 70))).SelectMany(n => Section.ListOf(n))
        from buttons in Gen.Choose(0, 60).SelectMany(n => Button.ListOf(n))
        select new Card(incident, title, tone, mark, SlackStory.Start, [.. sections], [.. buttons.Select((b, i) => b with { Id = $"{i}-{b.Id}" })]);

    private static Gen<CardField> Field =>
        from name in Gen.Elements("phrase", "x")
        from label in Text
        from kind in Gen.Elements("text", "long-text", "choice")
        from value in Text
        from hint in Text
        from required in ArbMap.Default.GeneratorFor<bool>()
        from choices in Gen.Frequency((9, Gen.Choose(0, 5)), (1, Gen.Constant(120))).SelectMany(n => Text.ListOf(n))
        select new CardField(name, label, kind, value, required, hint, [.. choices]);

    private static Gen<CardSection> Section =>
        from heading in Text
        from count in Gen.Choose(0, 8)
        from lines in Line.ListOf(count)
        select new CardSection(heading, [.. lines]);

    private static Gen<CardLine> Line =>
        from tone in Gen.Elements(Enum.GetValues<CardTone>())
        from symbol in Text
        from text in Text
        from detail in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t))
        from until in Gen.Elements<DateTimeOffset?>(null, SlackStory.Start)
        select new CardLine(tone, symbol, text, detail, until, until, detail);

    private static Gen<CardButton> Button =>
        from id in Gen.Elements("a", new string('b', 300), "ü<&>")
        from label in Text
        from style in Gen.Elements(Enum.GetValues<CardButtonStyle>())
        from hint in ArbMap.Default.GeneratorFor<bool>()
        from confirm in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)t))
        from form in Gen.OneOf(Gen.Constant<CardForm?>(null), Gen.Constant<CardForm?>(new CardForm("t", "", "s", [])))
        select new CardButton(id, label, style, hint, confirm, form);
}
