using IncidentBot.Acceptance.Soak.Checks;
using IncidentBot.Bot.Tests.Store.Postgres;
using Xunit;

namespace IncidentBot.Acceptance.Soak;

/// <summary>The run, made once, and what the checks say of the logs that it left. Shared by the tests of a class.</summary>
public sealed class SoakFixture : IAsyncLifetime
{
    private IReadOnlyDictionary<string, string> breaches = new Dictionary<string, string>();

    internal SoakOptions Options { get; } = SoakOptions.FromEnvironment();

    /// <summary>Why an incident was not brought to rest; null if all were.</summary>
    internal Exception? Trouble { get; private set; }

    /// <summary>What happened, in lines for people.</summary>
    internal List<string> Figures { get; } = [];

    internal string? BreachOf(string invariant) => breaches.GetValueOrDefault(invariant);

    public async ValueTask InitializeAsync()
    {
        if (!PostgresServer.IsThere) return;
        var cancel = TestContext.Current.CancellationToken;
        await using var run = await SoakRun.Begin(Options, cancel);
        try
        {
            await run.Play(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What holds can be seen on an unfinished log too.
            Trouble = e;
        }

        var log = await run.Log(cancel);
        breaches = LogChecks.Of(log);
        Figures.AddRange(SoakFigures.Of(run, log, Options));
        if (Options.Figures is not { } file) return;
        await File.WriteAllLinesAsync(file, Figures, cancel);
        await File.WriteAllLinesAsync(file + ".log", run.Nodes.Said, cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
