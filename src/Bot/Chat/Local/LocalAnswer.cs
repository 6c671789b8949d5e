using System.Text;
using System.Text.Json;
using IncidentBot.Workflow;

namespace IncidentBot.Chat.Local;

/// <summary>The answers of the local chat's endpoints: JSON in the rule book's spelling; an error is one sentence that says what to do.</summary>
internal static class LocalAnswer
{
    private static readonly JsonSerializerOptions Spelling = new(WorkflowJson.Options) { DefaultIgnoreCondition = default };

    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, Spelling);

    internal static IResult Json<T>(T value, int status = StatusCodes.Status200OK) =>
        Results.Text(Text(value), "application/json", Encoding.UTF8, status);

    internal static IResult Error(int status, string error) => Json(new { error }, status);

    /// <summary>Taken, or taken before: a sender need not care which.</summary>
    internal static IResult Accepted(bool duplicate, string? message = null) =>
        Json(new { accepted = true, duplicate, message }, StatusCodes.Status202Accepted);
}

/// <summary>A request that cannot be taken; the message goes to the sender.</summary>
internal sealed class LocalRequestException(int status, string message) : Exception(message)
{
    internal int Status { get; } = status;
}
