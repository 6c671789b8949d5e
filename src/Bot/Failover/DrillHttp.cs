using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>A drill's request, marked by the header <c>X-IncidentBot-Drill</c>. It takes no real step's action, and its client is its own.</summary>
internal sealed class DrillHttp
{
    private const string Mark = "X-IncidentBot-Drill";

    private readonly HttpExchange exchange = new(HttpExchange.Client());

    internal Task<StepResult> Perform(DrillAction.Http action, StepRun run, CancellationToken cancel)
    {
        var headers = action.Headers.Where(h => !string.Equals(h.Key, Mark, StringComparison.OrdinalIgnoreCase)).Append(new(Mark, "1"));
        return exchange.Perform(action with { Headers = headers.ToDictionary() }, run, cancel);
    }
}
