using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>One word of the grammar: how it is written, what it does, and how its arguments are read.</summary>
/// <param name="Usage">An example that works as it stands.</param>
/// <param name="Read">Reads what follows the word; gives a request, or a refusal that shows how to write it.</param>
internal sealed record Verb(string Word, string Usage, string What, Func<ChatLine, ChatRequest> Read);

/// <summary>What a line of chat asks for.</summary>
internal abstract record ChatRequest
{
    private ChatRequest()
    {
    }

    /// <summary>A command to the incident of this room.</summary>
    internal sealed record Send(IncidentCommand Command) : ChatRequest;

    /// <summary>A new incident.</summary>
    internal sealed record Declare(Severity Severity, string Text) : ChatRequest;

    /// <summary>A drill of one failure mode of a service.</summary>
    internal sealed record Drill(string Service, Workflow.Plans.FailureMode Mode) : ChatRequest;

    /// <summary>The press, with the one-time code apart from it: what follows goes no further than the check of the code.</summary>
    internal sealed record Press(string Phrase, string? Code) : ChatRequest
    {
        /// <summary>Never the code.</summary>
        public override string ToString() => $"Press {Phrase}";
    }

    /// <summary>Something to show to the person who asks, and to nobody else.</summary>
    internal sealed record Show(string What, string Argument) : ChatRequest;

    /// <summary>A stakeholder update to draft (no text) or to send (the draft, or the text given).</summary>
    internal sealed record Tell(Workflow.Updates.Audience Audience, bool SendNow, string Text) : ChatRequest;

    /// <summary>An answer to a question by its id, or to the one that is open (null).</summary>
    internal sealed record Answer(string? Question, string Choice) : ChatRequest;

    /// <summary>The line was not understood, or is not possible in this form.</summary>
    internal sealed record Unclear(Refusal Refusal) : ChatRequest;
}

/// <summary>The words of a line, taken from the left.</summary>
/// <param name="now">When it was said (UTC): a time of day means the day around it.</param>
internal sealed class ChatLine(string text, DateTimeOffset now)
{
    internal DateTimeOffset Now => now;

    private string rest = text.Trim();

    /// <summary>What has not been taken yet, as it was written.</summary>
    internal string Rest => rest;

    internal bool IsEmpty => rest.Length == 0;

    /// <summary>Takes the next word; empty if there is none.</summary>
    internal string Next()
    {
        var end = rest.AsSpan().IndexOfAny(' ', '\t', '\n');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? "" : rest[end..].TrimStart();
        return word;
    }

    /// <summary>Takes the next word if it is this one, ignoring case.</summary>
    internal bool Take(string word)
    {
        var before = rest;
        if (string.Equals(Next(), word, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        rest = before;
        return false;
    }

    /// <summary>Takes everything that is left, without a leading "because" or colon.</summary>
    internal string Reason()
    {
        Take("because");
        var reason = rest.TrimStart(':', ' ');
        rest = "";
        return reason;
    }
}
