using System.Text.Json;
using IncidentBot.Aws;

namespace IncidentBot.Alarms.Sqs;

/// <summary>A message as a queue gave it. <paramref name="Handle"/> deletes this receipt of it, and is worth nothing after the next one.</summary>
internal sealed record SqsMessage(string Id, string Handle, string Body)
{
    /// <summary>The messages of an answer; one without its members cannot be handled, nor deleted, and comes again until its queue gives it up.</summary>
    internal static IReadOnlyList<SqsMessage> Of(JsonElement answer) =>
    [
        .. answer.Items("Messages").Select(m => (Id: m.Text("MessageId"), Handle: m.Text("ReceiptHandle"), Body: m.Text("Body")))
            .Where(m => m is { Id: not null, Handle: not null, Body: not null })
            .Select(m => new SqsMessage(m.Id!, m.Handle!, m.Body!)),
    ];
}
