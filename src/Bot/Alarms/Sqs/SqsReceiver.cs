using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Sns;
using IncidentBot.Aws;
using IncidentBot.Store;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.Sqs;

/// <summary>Reads all queues at once, each by a loop of its own: trouble with one stops no other. With many nodes every node reads every queue.</summary>
internal sealed class SqsReceiver(
    AwsClient aws, SqsJudge judge, AlarmIntake intake, IInbox inbox, ISubscriptionConfirmer confirmer, RefusalLog refusals, SqsTiming timing, IOptions<AlarmOptions> options, TimeProvider clock,
    ILogger<SqsLoop> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(options.Value.Sqs.Queues.Select(q => Task.Run(
        () => new SqsLoop(new SqsQueue(aws, q.Url!, q.Region!, timing, clock), judge, intake, inbox, confirmer, refusals, timing, clock, log).Run(stoppingToken), stoppingToken)));
}
