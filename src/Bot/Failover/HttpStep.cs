using IncidentBot.Workflow.Plans;

namespace IncidentBot.Failover;

/// <summary>A real step's request. What a drill sends is of another type, and does not fit here.</summary>
internal sealed class HttpStep(HttpClient http)
{
    private readonly HttpExchange exchange = new(http);

    /// <summary>A client for requests that act; see <see cref="HttpExchange.Client"/>.</summary>
    internal static HttpClient Client() => HttpExchange.Client();

    internal Task<StepResult> Perform(StepAction.Http action, StepRun run, CancellationToken cancel) => exchange.Perform(action, run, cancel);
}
