using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>The last answer of each directory, asked again on an interval and whenever the configuration changes.</summary>
internal sealed class DirectorySync(IEnumerable<IPeopleDirectory> directories, IOptionsMonitor<PeopleOptions> options, TimeProvider clock, ILogger<DirectorySync> log) : BackgroundService
{
    private readonly IReadOnlyList<IPeopleDirectory> directories = [.. directories];
    private readonly HashSet<string> failing = [];
    private volatile Dictionary<string, IReadOnlyList<DirectoryEntry>> answers = [];

    /// <summary>A person as all directories leave them: active only if none says otherwise, a guest if one says so.</summary>
    internal Person Narrow(Person person)
    {
        foreach (var entry in answers.Values.SelectMany(a => a).Where(e => e.Person == person.Id))
        {
            person = person with { Active = person.Active && entry.Active, Guest = person.Guest || entry.Guest };
        }

        return person;
    }

    /// <summary>Asks every directory once; of one that does not answer, the last answer stays.</summary>
    internal async Task Refresh(CancellationToken cancel)
    {
        var next = new Dictionary<string, IReadOnlyList<DirectoryEntry>>(answers);
        foreach (var directory in directories)
        {
            try
            {
                next[directory.Name] = await directory.Read(cancel);
                failing.Remove(directory.Name);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (failing.Add(directory.Name))
                {
                    log.LogError(e, "The directory {Directory} does not answer; what it said last counts on", directory.Name);
                }
            }
        }

        answers = next;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0);
        using var watch = options.OnChange(_ => changed.Release());
        while (!stoppingToken.IsCancellationRequested)
        {
            await Refresh(stoppingToken);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed.WaitAsync(pause.Token), Task.Delay(Every(), clock, pause.Token));
            await pause.CancelAsync();
        }
    }

    private TimeSpan Every()
    {
        try
        {
            return PlanDuration.TryRead(options.CurrentValue.RefreshEvery, out var every) ? every : TimeSpan.FromMinutes(1);
        }
        catch (OptionsValidationException)
        {
            return TimeSpan.FromMinutes(1);
        }
    }
}
