using IncidentBot.Bot.Tests.Plans;
using IncidentBot.Bot.Tests.Readings.Aws;
using IncidentBot.Failover;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>Shipped steps for AWS, done to an emulator: as far as it has the calls.</summary>
public sealed class AwsMotoTests(Moto moto) : IClassFixture<Moto>, IAsyncDisposable
{
    private readonly StepLab lab = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task The_writer_flag_is_taken_by_an_epoch_and_refused_to_an_older_one()
    {
        Assert.SkipUnless(Moto.Present, Moto.Missing);
        await moto.Aws(Cancel, "dynamodb", "create-table", "--region", "eu-central-1", "--table-name", "writer", "--billing-mode", "PAY_PER_REQUEST",
            "--attribute-definitions", "AttributeName=service,AttributeType=S", "--key-schema", "AttributeName=service,KeyType=HASH");
        var fence = Step("dynamodb-writer-flag.yaml", "fence");

        Assert.Null(await Present(fence, 7));
        Assert.Equal(StepOutcome.Succeeded, (await Do(fence, 7)).Outcome);
        Assert.True(await Present(fence, 7));
        Assert.Equal(StepOutcome.Succeeded, (await Do(fence, 7)).Outcome);

        var late = await Do(fence, 6);
        Assert.Equal(StepOutcome.Failed, late.Outcome);
        Assert.Contains("ConditionalCheckFailedException", late.Evidence, StringComparison.Ordinal);

        var undo = await lab.Actions.Perform(fence.Undo!, Run("fence", 8), StepLab.Ample, Cancel);
        Assert.Equal(StepOutcome.Succeeded, undo.Outcome);
        Assert.False(await Present(fence, 7));
        Assert.Equal(StepOutcome.Failed, (await Do(fence, 7)).Outcome);
    }

    [Fact]
    public async Task Weights_are_changed_in_one_batch_and_seen_in_the_list()
    {
        Assert.SkipUnless(Moto.Present, Moto.Missing);
        var zone = (await moto.Aws(Cancel, "route53", "create-hosted-zone", "--name", "example.com", "--caller-reference", "1"))!.Value
            .GetProperty("HostedZone").GetProperty("Id").GetString()!.Split('/')[^1];
        var route = Step("route53-weights.yaml", "route", call => call with { Path = call.Path!.Replace("Z0CHECKOUT", zone, StringComparison.Ordinal) });

        Assert.NotEqual(true, await Present(route, 7));
        Assert.Equal(StepOutcome.Succeeded, (await Do(route, 7)).Outcome);
        Assert.True(await Present(route, 7));
    }

    [Fact]
    public async Task A_fleet_is_raised()
    {
        Assert.SkipUnless(Moto.Present, Moto.Missing);
        await moto.Aws(Cancel, "ecs", "create-cluster", "--cluster-name", "checkout");
        await moto.Aws(Cancel, "ecs", "register-task-definition", "--family", "api", "--container-definitions", """[{"name":"api","image":"api","memory":128}]""");
        await moto.Aws(Cancel, "ecs", "create-service", "--cluster", "checkout", "--service-name", "api", "--task-definition", "api", "--desired-count", "4");
        var scale = Step("ecs-scale-up.yaml", "scale");

        Assert.NotEqual(true, await Present(scale, 7));
        Assert.Equal(StepOutcome.Succeeded, (await Do(scale, 7)).Outcome);
    }

    [Fact]
    public async Task What_the_emulator_does_not_have_is_a_fault_of_the_service_and_no_refusal()
    {
        Assert.SkipUnless(Moto.Present, Moto.Missing);
        var result = await Do(Step("aurora-failover.yaml", "promote"), 7);
        Assert.Contains(result.Outcome, new[] { StepOutcome.Unknown, StepOutcome.Failed });
        Assert.False(result.NothingSent);
    }

    private Task<StepResult> Do(PlanStep step, long epoch) => lab.Actions.Perform(step.Action, Run(step.Id, epoch), StepLab.Ample, Cancel);

    private async Task<bool?> Present(PlanStep step, long epoch) => (await lab.Actions.Probe(step.Verify!, Run(step.Id, epoch), StepLab.Ample, Cancel)).Present;

    private static StepRun Run(string step, long epoch) => StepLab.Run with { Step = step, Epoch = epoch };

    /// <summary>A step of an example, sent to the emulator.</summary>
    private PlanStep Step(string file, string id, Func<StepAction.Aws, StepAction.Aws>? change = null)
    {
        StepAction? There(StepAction? action) => action is StepAction.Aws call ? (change is null ? call : change(call)) with { Endpoint = moto.Address } : action;
        var step = Examples.Read(file).Plan!.Steps.Single(s => s.Id == id);
        return step with { Action = There(step.Action)!, Verify = There(step.Verify), Undo = There(step.Undo) };
    }
}
