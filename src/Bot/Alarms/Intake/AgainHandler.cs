using IncidentBot.Alarms.Sqs;
using IncidentBot.Store;

namespace IncidentBot.Alarms.Intake;

/// <summary>Judges deliveries anew that a person has put back: what is an alarm for us by now is taken as if it had just come, what is none is set aside again.</summary>
internal sealed class AgainHandler(SqsJudge judge, AlarmIntake intake, IInbox inbox, ILogger<AgainHandler> log) : IInboxHandler
{
    public IReadOnlyList<string> Kinds => [ParkedDelivery.Again];

    public int Batch => 1;

    public async Task Handle(IReadOnlyList<InboxEntry> entries, CancellationToken cancel)
    {
        var entry = entries[0];
        var delivery = ParkedDelivery.Of(entry);
        switch (await judge.Judge(delivery.Body, cancel))
        {
            case SqsVerdict.Take { Confirm: null } take:
                var receipt = await intake.Again(delivery.Path, take.Kind, take.Delivery, delivery.Body, take.Reading, cancel);
                await inbox.Done([entry.Id], cancel);
                log.LogInformation("Delivery {Id}, which was put back, is {Receipt}", entry.Id, receipt == InboxReceipt.Accepted ? "taken" : "one that was taken before");
                break;
            case SqsVerdict.Take:
                await inbox.Park(entry.Id, "confirm: it asks to confirm a subscription, which is too late now: subscribe again", cancel);
                break;
            case SqsVerdict.Park park:
                log.LogWarning("Delivery {Id}, which was put back, is set aside again ({Code}): {Reason}", entry.Id, park.Code, park.Reason);
                await inbox.Park(entry.Id, $"{park.Code}: {park.Reason}", cancel);
                break;
            case SqsVerdict.Leave leave:
                // Tried again with growing pauses, and set aside after ten.
                throw new InvalidOperationException($"It cannot be judged now: {leave.Reason}");
            case var other:
                throw new InvalidOperationException($"A new verdict: {other}.");
        }
    }
}
