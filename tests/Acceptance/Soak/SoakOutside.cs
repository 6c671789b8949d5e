using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Acceptance.Soak;

/// <summary>What the steps of all services act on, and what their readings look at: it refuses a smaller term, applies an effect once, and keeps every call that acts.</summary>
internal sealed class SoakOutside : IAsyncDisposable
{
    /// <summary>What the name of a service begins with where it is rehearsed.</summary>
    internal const string Drill = "drill of ";

    private readonly ConcurrentDictionary<string, Shop> shops = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ConcurrentQueue<SoakCall> calls = [];
    private readonly WebApplication app;
    private readonly int seed;
    private int troubles;

    private SoakOutside(WebApplicationBuilder builder, int seed)
    {
        this.seed = seed;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        app = builder.Build();
        app.Run(Answer);
    }

    internal Uri Address => new(app.Urls.First());

    /// <summary>Where drills are made: the same effects, of shops of their own.</summary>
    internal Uri Rehearsal => new(app.Urls.Last());

    internal IReadOnlyList<SoakCall> Calls => [.. calls];

    /// <summary>How many calls were made trouble with.</summary>
    internal int Troubles => troubles;

    /// <summary>While true, some calls fail, hang, or lose their answer.</summary>
    internal bool IsRough { get; set; }

    /// <summary>Whether an incident's point of no return is stored, as somebody beside the nodes sees it; null where that cannot be seen.</summary>
    internal Func<string, CancellationToken, Task<bool?>>? Pressed { get; set; }

    internal static async Task<SoakOutside> Start(int seed, CancellationToken cancel)
    {
        var outside = new SoakOutside(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()), seed);
        await outside.app.StartAsync(cancel);
        return outside;
    }

    /// <summary>Between two incidents of a service its operators put everything back.</summary>
    internal void Tidy(string service) => Of(service).Tidy();

    internal Shop Of(string service) => shops.GetOrAdd(service, _ => new Shop());

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        if (http.Request.Path.Value!.Trim('/').Split('/') is not [var verb, var service, var name])
        {
            http.Response.StatusCode = 404;
            return;
        }

        service = http.Connection.LocalPort == Rehearsal.Port ? Drill + service : service;

        var shop = Of(service);
        var trouble = Trouble(verb, $"{verb}/{service}/{name}");
        var acts = verb is "do" or "undo";
        if (acts && !await Act(http, shop, verb, service, name, applies: trouble is not (Weather.Fails or Weather.Busy or Weather.Hangs or Weather.Breaks)))
        {
            http.Response.StatusCode = 409;
            await http.Response.WriteAsync("a larger term has been here", http.RequestAborted);
            return;
        }

        switch (trouble)
        {
            case Weather.Fails or Weather.FailsAfter:
                http.Response.StatusCode = 500;
                return;
            case Weather.Busy:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "1";
                return;
            case Weather.Hangs or Weather.HangsAfter:
                await Gone(http.RequestAborted);
                return;
            case Weather.Breaks or Weather.BreaksAfter:
                http.Abort();
                return;
            case Weather.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(700), http.RequestAborted);
                break;
        }

        var said = verb switch
        {
            "is" => shop.Has(name) ? """{"present":true}""" : """{"present":false}""",
            "readings" => shop.Reading(name, DateTimeOffset.UtcNow),
            _ => """{"ok":true}""",
        };
        await http.Response.WriteAsync(said, http.RequestAborted);
    }

    private async Task<bool> Act(HttpContext http, Shop shop, string verb, string service, string name, bool applies)
    {
        var incident = http.Request.Headers["X-IncidentBot-Incident"].ToString();
        var pressed = name is "promote" or "route" && Pressed is { } look ? await look(incident, http.RequestAborted) : null;
        var call = new SoakCall(service, verb, name, incident, Number("X-IncidentBot-Epoch"), Number("X-IncidentBot-Term"), DateTimeOffset.UtcNow, false, false) { Pressed = pressed };
        return shop.Act(verb, name, call.Term, applies, (stale, applied) => calls.Enqueue(call with { Stale = stale, Applied = applied }));

        long Number(string header) => long.Parse(http.Request.Headers[header].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
    }

    private Weather Trouble(string verb, string path)
    {
        if (!IsRough) return Weather.Fair;
        var dice = Dice.For(seed, $"{path}/{counts.AddOrUpdate(path, 1, (_, n) => n + 1)}");
        if (!dice.OneIn(verb is "do" or "undo" ? 6 : verb == "is" ? 12 : 40)) return Weather.Fair;
        Interlocked.Increment(ref troubles);
        return verb is "do" or "undo" ? dice.Of(Enum.GetValues<Weather>().AsSpan(1)) : dice.Of(Weather.Fails, Weather.Busy, Weather.Hangs, Weather.Breaks, Weather.Slow);
    }

    private static async Task Gone(CancellationToken aborted)
    {
        var gone = new TaskCompletionSource();
        await using var registration = aborted.Register(gone.SetResult);
        await gone.Task;
    }

    /// <summary>What becomes of a call; "after" is after the effect.</summary>
    private enum Weather
    {
        Fair,
        Fails,
        FailsAfter,
        Busy,
        Hangs,
        HangsAfter,
        Breaks,
        BreaksAfter,
        Slow,
    }
}
