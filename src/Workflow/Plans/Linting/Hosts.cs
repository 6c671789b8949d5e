namespace IncidentBot.Workflow.Plans.Linting;

/// <summary>Which host an action or a reading talks to; null when it talks to none, or to one that placeholders decide.</summary>
internal static class Hosts
{
    /// <summary>A call of AWS talks to its control plane, which is nobody's way to the service.</summary>
    public static string? Of(StepAction action) => action is StepAction.Http http ? Host(http.Url) : null;

    public static string? Of(ReadingSource source) => source.Answerer();

    /// <summary>Host and port: two programs on one host count as two.</summary>
    private static string? Host(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Host}:{uri.Port}" : null;
}
