using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Failover;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>The step kinds as the program puts them together, with programs that a test allows.</summary>
internal sealed class StepLab : IAsyncDisposable
{
    internal static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    internal static readonly StepRun Run = new("INC-7", "fence", 7, "us-east-1", "eu-west-1", 3);

    internal StepLab(params (string Name, string Path)[] programs)
    {
        var options = new StepOptions { Allow = programs.ToDictionary(p => p.Name, p => new AllowedProgram { Path = p.Path }) };
        Actions = new StepActions(new HttpStep(HttpStep.Client()), new ExecStep(Options.Create(options), TimeProvider.System), aws,
            new CheckStep(Desk.Situations, TimeProvider.System), new Redaction(Options.Create(new RedactionOptions { Expressions = ["card [0-9]+"] })), TimeProvider.System);
        Performer = new StepPerformer(Actions, TimeProvider.System);
    }

    private readonly AwsStep aws = new(new AwsStub.Known());

    internal DeskUnderTest Desk { get; } = new();

    internal StepActions Actions { get; }

    internal StepPerformer Performer { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal Task<StepResult> Perform(StepAction action, TimeSpan? limit = null) => Actions.Perform(action, Run, limit ?? Ample, Cancel);

    internal Task<IncidentCommand.FinishStep?> Perform(PlanStep step, StepPurpose purpose = StepPurpose.Run, int attempt = 1, bool resolve = false) =>
        Performer.Perform(new StepOrder(step, purpose, attempt, 7, resolve), Run, Cancel);

    public ValueTask DisposeAsync()
    {
        aws.Dispose();
        return Desk.DisposeAsync();
    }
}
