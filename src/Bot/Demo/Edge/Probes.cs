using System.Text;
using IncidentBot.Demo.Logs;
using IncidentBot.Demo.Regions;

namespace IncidentBot.Demo.Edge;

/// <summary>Probes that really write, over the same way as a customer's write, with rows marked as probes.</summary>
internal sealed class Probes(EdgeOptions options, Router router, HttpClient http, TimeProvider clock)
{
    /// <summary>1 only if the region's gate is closed and a write through it was refused by it.</summary>
    public async Task<Reading> Fenced(EdgeRegion region, CancellationToken cancel)
    {
        var (id, answer) = await Write(region.Name, cancel);
        var now = clock.GetUtcNow();
        var fenced = router.State().Fences[region.Name].Fenced && answer is { Status: 423, RefusedBy: "edge" };
        return Reading.Flag(fenced, now, $"probe {id}: {Outcome(answer)}");
    }

    /// <summary>1 only if a row written through the router landed in this region and was read back through the router.</summary>
    public async Task<Reading> Serving(EdgeRegion region, CancellationToken cancel)
    {
        var (id, answer) = await Write(through: null, cancel);
        if (answer is not { Status: 200, Sequence: { } sequence } || answer.Region != region.Name)
        {
            return Reading.Flag(false, clock.GetUtcNow(), $"probe {id}: {Outcome(answer)}");
        }

        var found = await Read(id, sequence, cancel);
        return Reading.Flag(found, clock.GetUtcNow(), $"probe {id}: row {sequence} of {region.Name} was {(found ? "" : "not ")}read back");
    }

    private async Task<(string Id, RouteAnswer? Answer)> Write(string? through, CancellationToken cancel)
    {
        var id = $"p-{Guid.NewGuid():N}";
        try
        {
            var row = new RowRequest(id, clock.GetUtcNow(), Probe: true, through);
            using var answer = await http.PostAsJsonAsync(new Uri(options.Own, "/rows"), row, cancel);
            return (id, await answer.Content.ReadFromJsonAsync<RouteAnswer>(cancel));
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            return (id, null);
        }
    }

    private async Task<bool> Read(string id, long sequence, CancellationToken cancel)
    {
        try
        {
            var bytes = await http.GetByteArrayAsync(new Uri(options.Own, $"/rows?after={sequence - 1}&limit=1"), cancel);
            return bytes.Length > 0 && Row.Parse(Encoding.UTF8.GetString(bytes).TrimEnd('\n')).Id == id;
        }
        catch (Exception e) when (Http.IsOutside(e, cancel))
        {
            return false;
        }
    }

    private static string Outcome(RouteAnswer? answer) => answer switch
    {
        null => "the router did not answer",
        { Status: 200 } => $"written to {answer.Region}",
        _ => answer.Reason ?? $"refused with {answer.Status}",
    };
}
