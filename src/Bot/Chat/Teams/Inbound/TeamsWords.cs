using System.Text;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>What a message says: without the mention of the bot, and with people by their ids.</summary>
internal static class TeamsWords
{
    /// <summary>Whether the message speaks to the bot: by mention, or in a chat of two.</summary>
    internal static bool AreForBot(in TeamsActivity activity)
    {
        if (activity.Scope == TeamsReference.Personal)
        {
            return true;
        }

        var bot = activity.Text("recipient", "id");
        foreach (var mention in Mentions(activity))
        {
            if (mention.Text("mentioned", "id") == bot)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The command line: "help" where nothing is left.</summary>
    internal static string Line(in TeamsActivity activity, TeamsAccounts accounts)
    {
        var line = Said(activity, accounts, withoutBot: true);
        foreach (var prefix in (string[])["/incident", "incident"])
        {
            if (line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (line.Length == prefix.Length || char.IsWhiteSpace(line[prefix.Length])))
            {
                line = line[prefix.Length..].TrimStart();
                break;
            }
        }

        return line.Length == 0 ? "help" : line;
    }

    /// <summary>The text with mentions as "@name", or the directory's id where the person is known.</summary>
    internal static string Said(in TeamsActivity activity, TeamsAccounts accounts, bool withoutBot = false)
    {
        var text = activity.Text("text") ?? "";
        var bot = activity.Text("recipient", "id");
        foreach (var mention in Mentions(activity))
        {
            var written = mention.Text("text");
            if (string.IsNullOrEmpty(written))
            {
                continue;
            }

            var isBot = withoutBot && mention.Text("mentioned", "id") == bot;
            text = text.Replace(written, isBot ? "" : Name(mention, accounts), StringComparison.OrdinalIgnoreCase);
        }

        return Tidy(text);
    }

    private static IEnumerable<TeamsActivity> Mentions(TeamsActivity activity) => activity.Each("entities").Where(e => e.Text("type") == "mention");

    private static string Name(TeamsActivity mention, TeamsAccounts accounts) =>
        accounts.MentionedBy(mention.Text("mentioned", "aadObjectId"), mention.Text("mentioned", "id")) ?? $"@{mention.Text("mentioned", "name")}";

    /// <summary>Teams writes spaces that do not break, and ends lines as it likes.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text).Replace("&nbsp;", " ").Replace('\u00a0', ' ').Replace("\r\n", "\n").Replace('\r', '\n');
        return tidy.ToString().Trim();
    }
}
