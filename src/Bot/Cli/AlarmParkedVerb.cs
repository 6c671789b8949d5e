using System.CommandLine;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Intake;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>alarm parked [--body N | --again N]</c>: the alarm deliveries that were set aside, beside a running server or without one. Only <c>--again</c> changes anything.</summary>
/// <remarks>Exit codes: 0 printed, also when there is none, or put back; 1 no such delivery; 64 both options; 69 a store that cannot be read or written.</remarks>
internal static class AlarmParkedVerb
{
    private const int Most = 1_000;

    private static readonly string[] Kinds = [ParkedDelivery.Kind, ParkedDelivery.Again, AlarmReader.Alarm, AlarmReader.Sns, AlarmReader.EventBridge];

    internal static Command Create(Option<string?> config)
    {
        var body = new Option<long?>("--body") { HelpName = "N", Description = "Print the body of the delivery with this number, as it came in." };
        var again = new Option<long?>("--again") { HelpName = "N", Description = "Put the delivery with this number back, to be judged and handled anew." };
        var verb = new Command("parked", "List alarm deliveries that were set aside, with the reason of each.") { body, again };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetValue(body), parsed.GetValue(again), parsed.GetValue(config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    internal static async Task<int> Run(long? body, long? again, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (body is not null && again is not null)
        {
            await error.WriteLineAsync("--body and --again exclude each other: look at the body first, then put it back.".AsMemory(), cancel);
            return ExitCodes.Usage;
        }

        await using var log = await StoredLog.Open(Settings.Store(config), cancel);
        var parked = (await log.Parked(Most, cancel)).Where(e => Kinds.Contains(e.Kind)).ToList();
        if ((body ?? again) is { } id)
        {
            if (parked.Find(e => e.Id == id) is not { } wanted || (again is not null && !await log.Again(id, ParkedDelivery.Kind, ParkedDelivery.Again, cancel)))
            {
                await error.WriteLineAsync($"No alarm delivery with the number {id} was set aside; `incidentbot alarm parked` lists them.".AsMemory(), cancel);
                return ExitCodes.No;
            }

            if (again is not null)
            {
                await error.WriteLineAsync($"Delivery {id} was put back. The bot handles it within a minute, or at its next start; if it is set aside again, it is listed again with the reason.".AsMemory(), cancel);
                return ExitCodes.Ok;
            }

            await output.WriteLineAsync(Shown.Text(Delivery(wanted).Body).AsMemory(), cancel);
            return ExitCodes.Ok;
        }

        foreach (var entry in parked)
        {
            await output.WriteLineAsync($"{entry.Id}  {Durations.Stamp(entry.ReceivedAt)}  {Shown.Line(Delivery(entry).Path)}  {Shown.Line(entry.Reason ?? "no reason was kept")}".AsMemory(), cancel);
        }

        await error.WriteLineAsync((parked.Count == 0 ? "No alarm delivery was set aside."
            : "Mend the cause, and put back what still matters: `incidentbot alarm parked --again N`. `--body N` prints one as it came in.").AsMemory(), cancel);
        return ExitCodes.Ok;
    }

    private static (string Path, string Body) Delivery(InboxEntry entry)
    {
        if (entry.Kind is ParkedDelivery.Kind or ParkedDelivery.Again)
        {
            var parked = ParkedDelivery.Of(entry);
            return (parked.Path, parked.Body);
        }

        var delivery = AlarmReader.Delivery(entry);
        return (delivery.Path ?? entry.Kind, delivery.Body);
    }
}
