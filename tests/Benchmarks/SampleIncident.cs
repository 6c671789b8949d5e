using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Failover;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Plans;
using IncidentBot.Workflow.Updates;

namespace IncidentBot.Benchmarks;

/// <summary>An incident that is really decided, command by command, up to an armed failover, and as long afterwards as wanted.</summary>
internal sealed class SampleIncident
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 14, 2, 6, 0, TimeSpan.Zero);
    internal static readonly Person Maya = new("maya", "Maya Okafor", [Role.Commander, Role.CommsLead], false, true);
    internal static readonly Person Dario = new("dario", "Dario Conti", [Role.DataOwner], false, true);
    internal static readonly Person Ravi = new("ravi", "Ravi Iyer", [Role.Responder], false, true);
    internal static readonly Roster People = new([Maya, Dario, Ravi]);

    internal DateTimeOffset Now { get; private set; } = Start;

    internal Situation Situation { get; private set; } = new(Incident.None, ServiceRecord.None);

    internal List<IncidentEvent> Events { get; } = [];

    /// <summary>Opened, classified, proposed, and read once: two approvals are missing.</summary>
    internal static SampleIncident Proposed()
    {
        var sample = new SampleIncident();
        sample.Do(null, new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [sample.Alarm(0)], SamplePlan.Checkout(), [], false));
        sample.Do(Maya, new IncidentCommand.TakeRole(Role.Commander));
        sample.Do(null, sample.Readings());
        sample.Do(Maya, new IncidentCommand.ClassifyMode(FailureMode.RegionLoss, ""));
        sample.Do(Ravi, new IncidentCommand.Propose(null));
        sample.Do(Maya, new IncidentCommand.DraftUpdate(Audience.Executives, "Up to 200 writes may be lost.", true));
        return sample;
    }

    /// <summary>Approved by two, prepared, fenced: only the press is left.</summary>
    internal static SampleIncident Armed()
    {
        var sample = Proposed();
        sample.Do(Maya, Approval());
        sample.Do(Dario, Approval());
        sample.Do(Maya, new IncidentCommand.Prepare());
        while (NextStep.For(sample.Situation.Incident) is { } order)
        {
            sample.Do(null, new IncidentCommand.StartStep(order.Step.Id, order.Purpose, order.Attempt));
            sample.Do(null, new IncidentCommand.FinishStep(order.Step.Id, order.Purpose, order.Attempt, StepOutcome.Succeeded, "200 OK", true, true));
        }

        sample.Now += TimeSpan.FromSeconds(1);
        sample.Do(null, sample.Readings(fenced: 1));
        return sample;
    }

    /// <summary>An incident of very many events: readings every second, notes and flapping alarms among them.</summary>
    internal static SampleIncident Long(int events)
    {
        var sample = Armed();
        for (var i = 1; sample.Events.Count < events; i++)
        {
            sample.Now += TimeSpan.FromSeconds(1);
            sample.Do(i % 4 == 1 ? Ravi : null, (i % 4) switch
            {
                1 => new IncidentCommand.TakeNote($"Still seeing timeouts on shard {i}, as before."),
                2 => new IncidentCommand.NoteAlarms("INC-1", "checkout", Severity.Sev1, [sample.Alarm(i % 40)], null, [], false),
                _ => sample.Readings(fenced: 1),
            });
        }

        sample.Events.RemoveRange(events, sample.Events.Count - events);
        return sample;
    }

    internal static IncidentCommand.Approve Approval() => new(null, null, 100_000, TimeSpan.FromMinutes(15), false, "yes");

    internal Decision Try(Person? person, IncidentCommand command) => Decide.On(Situation, command, new CommandContext(
        Now, person is null ? Actor.Bot("local") : new Actor(person.Id, person.Name, "local"), People));

    internal IncidentCommand.RecordReadings Readings(decimal fenced = 0, TimeSpan later = default)
    {
        var at = Now + later;
        return new(
            [
                Reading("lag", 2, at, ReadingUnit.Seconds), Reading("error-rate", 0.9m, at, ReadingUnit.Share), Reading("primary-healthy", 0, at),
                Reading("primary-dead", 0, at), Reading("fenced", fenced, at), Reading("target-healthy", 1, at), Reading("serving", 0, at),
            ],
            new WriteRate(50, 80, 90, 3600, at));
    }

    private void Do(Person? person, IncidentCommand command)
    {
        var decision = Try(person, command);
        if (decision.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The sample's {command.GetType().Name} was refused: {refusal}");
        }

        Situation = decision.After;
        Events.AddRange(decision.Events);
    }

    private AlarmTransition Alarm(int number) => new(
        $"arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-{number}", $"checkout-{number}", "us-east-1",
        AlarmState.Ok, AlarmState.Alarm, Now, Now - TimeSpan.FromSeconds(35), "Threshold Crossed: 1 datapoint was greater than the threshold (5.0).");

    private static Reading Reading(string id, decimal value, DateTimeOffset at, ReadingUnit unit = ReadingUnit.Boolean) =>
        new(id, value, unit, $"http://monitor/{id}", "outside", at, TimeSpan.FromSeconds(30), null);
}
