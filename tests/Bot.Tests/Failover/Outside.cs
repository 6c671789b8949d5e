using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>One call that reached the outside.</summary>
internal sealed record OutsideCall(string Path, long Epoch, long Term, string Incident, string Body, string? ContentType);

/// <summary>What steps act on, on a real Kestrel: <c>do/x</c> makes x present, <c>undo/x</c> takes it away, <c>is/x</c> tells; effects are counted.</summary>
internal sealed class Outside : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<string> present = [];
    private readonly Dictionary<string, int> effects = [];
    private readonly List<OutsideCall> calls = [];
    private readonly ConcurrentDictionary<string, Behaviour> behaviours = new();
    private readonly WebApplication app;

    private Outside(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Answer);
    }

    /// <summary>What the outside does with a call; <paramref name="apply"/> lets the effect happen.</summary>
    internal delegate Task Behaviour(HttpContext http, Action apply);

    internal Uri Address => new(app.Urls.Single());

    /// <summary>The paths of the calls that had an effect, in order.</summary>
    internal IReadOnlyList<string> Applied { get; private set; } = [];

    internal static async Task<Outside> Start(CancellationToken cancel)
    {
        var outside = new Outside(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()));
        await outside.app.StartAsync(cancel);
        return outside;
    }

    internal string Url(string path) => new Uri(Address, path).AbsoluteUri;

    internal void On(string path, Behaviour behaviour) => behaviours[path] = behaviour;

    /// <summary>Behaves so for the first call, and as ever after.</summary>
    internal void Once(string path, Behaviour behaviour) => behaviours[path] = (http, apply) =>
    {
        behaviours.TryRemove(path, out _);
        return behaviour(http, apply);
    };

    internal int Effects(string path)
    {
        lock (gate) return effects.GetValueOrDefault(path);
    }

    internal IReadOnlyList<OutsideCall> Calls(string path)
    {
        lock (gate) return [.. calls.Where(c => c.Path == path)];
    }

    /// <summary>Every call that came in.</summary>
    internal IReadOnlyList<OutsideCall> Calls()
    {
        lock (gate) return [.. calls];
    }

    internal bool Present(string name)
    {
        lock (gate) return present.Contains(name);
    }

    internal static Behaviour Says(int status, bool applied = false, string body = "") => async (http, apply) =>
    {
        if (applied) apply();
        http.Response.StatusCode = status;
        if (status != 204) await http.Response.WriteAsync(body, http.RequestAborted);
    };

    internal static Behaviour Breaks(bool applied) => (http, apply) =>
    {
        if (applied) apply();
        http.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Never answers: returns when the caller has gone.</summary>
    internal static Behaviour Hangs(bool applied) => async (http, apply) =>
    {
        if (applied) apply();
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimStart('/');
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        lock (gate)
        {
            calls.Add(new OutsideCall(path, Number("X-IncidentBot-Epoch"), Number("X-IncidentBot-Term"),
                http.Request.Headers["X-IncidentBot-Incident"].ToString(), body, http.Request.ContentType));
        }

        await behaviours.GetValueOrDefault(path, ByDefault)(http, () => Apply(path));

        long Number(string header) => long.Parse(http.Request.Headers[header].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
    }

    private Task ByDefault(HttpContext http, Action apply)
    {
        var path = http.Request.Path.Value!.TrimStart('/');
        if (path.StartsWith("is/", StringComparison.Ordinal))
        {
            return http.Response.WriteAsync(Present(path[3..]) ? """{"present":true}""" : """{"present":false}""", http.RequestAborted);
        }

        apply();
        return http.Response.WriteAsync("""{"ok":true}""", http.RequestAborted);
    }

    private void Apply(string path)
    {
        lock (gate)
        {
            effects[path] = effects.GetValueOrDefault(path) + 1;
            Applied = [.. Applied, path];
            var name = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
            _ = path.StartsWith("undo/", StringComparison.Ordinal) ? present.Remove(name) : present.Add(name);
        }
    }
}
