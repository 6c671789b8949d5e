using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Failover;

/// <summary>Follows the log and does what it asks for, one run at a time per incident.</summary>
/// <remarks>
/// Two signals end it. Once the host stops or this node's term is over, no run begins, and what only looks or waits is given up: the next start does it again. A run
/// that acts is seen through and recorded; when the host's patience or the term ends it is given up too, and whoever works next asks its probe.
/// </remarks>
internal sealed class PlanRunner(
    StepExecution steps, Situations situations, IHostApplicationLifetime life, TimeProvider clock, ILogger<PlanRunner> log)
    : IFollower, IHostedService, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly HashSet<string> again = new(StringComparer.Ordinal);
    private CancellationTokenSource givenUp = new();
    private CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);

    public string Name => "plan-runner";

    /// <param name="cancellationToken">Ends everything at once, also a run that acts: the term is over, and another node may act.</param>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // All runs of an earlier tenure have ended; one that was given up has not taken itself off the list.
            Dispose();
            running.Clear();
            again.Clear();
            givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            ending = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping, cancellationToken);
        }

        return Task.CompletedTask;
    }

    /// <summary>Returns when no run is under way any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task all;
        await ending.CancelAsync();
        lock (gate)
        {
            all = Task.WhenAll(running.Values);
        }

        await using var over = cancellationToken.Register(givenUp.Cancel);
        await all;
    }

    /// <summary>Looks at every open incident: what was under way before a restart goes on.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        foreach (var incident in (await situations.All(cancel)).Where(i => i.IsOpen))
        {
            Ring(incident.Id);
        }
    }

    public Task Follow(IReadOnlyList<StoredEvent> events, Checkpoint upTo, CancellationToken cancel)
    {
        foreach (var incident in events.Select(e => e.Stream).Where(IncidentLog.IsIncident).Distinct())
        {
            Ring(incident);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        givenUp.Dispose();
        ending.Dispose();
    }

    private void Ring(string incident)
    {
        lock (gate)
        {
            again.Add(incident);
            if (!running.ContainsKey(incident) && !ending.IsCancellationRequested)
            {
                var (give, stop) = (givenUp.Token, ending.Token);
                running[incident] = Task.Run(() => Run(incident, give, stop), CancellationToken.None);
            }
        }
    }

    /// <summary>Whether someone rang since the last look; if not, this run is over, and the next ring begins another.</summary>
    private bool Again(string incident)
    {
        lock (gate)
        {
            return again.Remove(incident) || !running.Remove(incident);
        }
    }

    private async Task Run(string incident, CancellationToken giveUp, CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested && Again(incident))
        {
            try
            {
                while (!stopping.IsCancellationRequested && await steps.Next(incident, giveUp, stopping))
                {
                }

                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (TermOverException e)
            {
                log.LogWarning("The runner of {Incident} ends: {Reason}", incident, e.Message);
                return;
            }
            catch (Exception e)
            {
                // A stray cancellation is a failure like any other: it must not end the runner of an open incident.
                log.LogError(e, "The runner of {Incident} failed; trying again in {Pause}", incident, pause);
                Ring(incident);
                await Task.WhenAny(Task.Delay(pause, clock, stopping));
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
