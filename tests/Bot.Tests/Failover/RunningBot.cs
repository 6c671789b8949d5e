using System.Collections.Concurrent;
using System.Globalization;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Failover;
using IncidentBot.Incidents;
using IncidentBot.People;
using IncidentBot.Plans;
using IncidentBot.Readings;
using IncidentBot.Store;
using IncidentBot.Wakeups;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>The modules that run a plan, in a host as the program has it, on a data folder that outlives it.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    internal const string Incident = "INC-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly IHost host;
    private readonly ErrorLines errors;

    private RunningBot(IHost host, ErrorLines errors) => (this.host, this.errors) = (host, errors);

    internal IncidentDesk Desk => host.Services.GetRequiredService<IncidentDesk>();

    internal Situations Situations => host.Services.GetRequiredService<Situations>();

    internal T Part<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    internal IEventStore Log => host.Services.GetRequiredService<IEventStore>();

    internal IHostApplicationLifetime Life => host.Services.GetRequiredService<IHostApplicationLifetime>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="runs">False: a host in which nobody runs steps, so that something can be said to the log in between.</param>
    /// <param name="patience">How long a stop waits for a run that acts.</param>
    /// <param name="region">The region that the configuration says the bot runs in.</param>
    /// <param name="store">Settings of another store than the folder.</param>
    internal static async Task<RunningBot> Start(
        string folder, FailoverPlan plan, bool runs = true, TimeSpan? patience = null, string? region = null, IEnumerable<KeyValuePair<string, string?>>? store = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Store:Folder", folder), new("Readings:Region", region), .. store ?? [], .. People()]);
        var errors = new ErrorLines();
        builder.Logging.AddProvider(errors);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = patience ?? Patience);
        builder.Services.AddStore(builder.Configuration);
        builder.AddAws().AddIncidents().AddPeople().AddReadings().AddWakeups();
        builder.Services.AddSingleton<IPlanCatalog>(new Cast.Plans(plan));
        if (runs)
        {
            builder.AddFailover();
        }

        var bot = new RunningBot(builder.Build(), errors);
        await bot.host.StartAsync(Cancel);
        return bot;
    }

    internal async Task<RunningBot> Declared()
    {
        var answer = await Desk.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel);
        Assert.Null(answer.Refusal);
        return this;
    }

    /// <summary>A real incident of the service, which gets this number.</summary>
    internal async Task Declared(string number)
    {
        var answer = await Desk.Declare("checkout", Severity.Sev1, "Checkout is down", Cast.Maya, null, Cancel);
        Assert.Equal((null, number), (answer.Refusal, answer.Incident.Id));
    }

    /// <summary>Approved by all who must, for an unknown loss; the plan prepares by itself.</summary>
    internal async Task<RunningBot> Approved()
    {
        await Declared();
        await Proposed();
        return this;
    }

    internal async Task Proposed(string incident = Incident)
    {
        await Do(Cast.Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, "Two vantage points agree."), incident);
        await Do(Cast.Ravi, new IncidentCommand.Propose(null), incident);
        await Do(Cast.Maya, new IncidentCommand.Approve(null, null, null, null, true, "Agreed."), incident);
        await Do(Cast.Dario, new IncidentCommand.Approve(null, null, null, null, true, "Agreed."), incident);
    }

    internal Task Press(string incident = Incident) => Do(Cast.Maya, new IncidentCommand.Press("PROMOTE eu-west-1 LOSE UNKNOWN"), incident);

    internal async Task Do(Actor actor, IncidentCommand command, string incident = Incident)
    {
        var answer = await Desk.Send(incident, command, actor, null, Cancel);
        Assert.True(answer.Refusal is null, $"{command.GetType().Name}: {string.Join(" ", answer.Refusal?.Reasons ?? [])}");
    }

    internal Task<Incident> Until(FailoverState state, string incident = Incident) => Until(i => i.Failover.State == state, state.ToString(), incident);

    /// <summary>Waits for the log to say so; if it does not, the test fails with what it says instead.</summary>
    internal async Task<Incident> Until(Func<Incident, bool> condition, string what, string id = Incident)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var incident = (await Situations.Load(id, Cancel)).Incident;
            if (condition(incident))
            {
                return incident;
            }

            if (DateTimeOffset.UtcNow > deadline)
            {
                var events = await Situations.Events(id, Cancel);
                Assert.Fail($"Not {what}, but {incident.Failover.State}.\n{string.Join('\n', events.TakeLast(15))}\n{string.Join('\n', errors.Lines)}");
            }

            await Task.Delay(20, Cancel);
        }
    }

    internal Task<IReadOnlyList<IncidentEvent>> Events() => Situations.Events(Incident, Cancel);

    public async ValueTask DisposeAsync()
    {
        // As a signal does: who waits for it is told before anything is stopped.
        Life.StopApplication();
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string?>> People() => Cast.People.SelectMany((person, i) =>
        person.Roles.Select((role, r) => new KeyValuePair<string, string?>(string.Create(CultureInfo.InvariantCulture, $"People:List:{i}:Roles:{r}"), role))
            .Append(new(string.Create(CultureInfo.InvariantCulture, $"People:List:{i}:Id"), person.Id))
            .Append(new(string.Create(CultureInfo.InvariantCulture, $"People:List:{i}:Name"), person.Name)));

    /// <summary>What the program logged as an error: shown when a wait fails.</summary>
    private sealed class ErrorLines : ILoggerProvider, ILogger
    {
        internal ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
