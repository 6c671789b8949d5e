using System.CommandLine;
using IncidentBot.Alarms;
using IncidentBot.Alarms.Intake;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>alarm parked [--body N]</c>: the alarm deliveries that were set aside, beside a running server or without one. It changes nothing.</summary>
/// <remarks>Exit codes: 0 printed, also when there is none; 1 no such delivery; 69 a store that cannot be read.</remarks>
internal static class AlarmParkedVerb
{
    private const int Most = 1_000;

    private static readonly string[] Kinds = [ParkedDelivery.Kind, AlarmReader.Alarm, AlarmReader.Sns, AlarmReader.EventBridge];

    internal static Command Create(Option<string?> config)
    {
        var body = new Option<long?>("--body") { HelpName = "N", Description = "Print the body of the delivery with this number, as it came in." };
        var verb = new Command("parked", "List alarm deliveries that were set aside, with the reason of each.") { body };
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetValue(body), parsed.GetValue(config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return verb;
    }

    internal static async Task<int> Run(long? body, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var log = await StoredLog.Open(Settings.Store(config), cancel);
        var parked = (await log.Parked(Most, cancel)).Where(e => Kinds.Contains(e.Kind)).ToList();
        if (body is { } id)
        {
            if (parked.Find(e => e.Id == id) is not { } wanted)
            {
                await error.WriteLineAsync($"No alarm delivery with the number {id} was set aside; without --body they are listed.".AsMemory(), cancel);
                return ExitCodes.No;
            }

            await output.WriteLineAsync(Shown.Text(Delivery(wanted).Body).AsMemory(), cancel);
            return ExitCodes.Ok;
        }

        foreach (var entry in parked)
        {
            await output.WriteLineAsync($"{entry.Id}  {Durations.Stamp(entry.ReceivedAt)}  {Shown.Line(Delivery(entry).Path)}  {Shown.Line(entry.Reason ?? "no reason was kept")}".AsMemory(), cancel);
        }

        await error.WriteLineAsync((parked.Count == 0 ? "No alarm delivery was set aside."
            : "Mend the cause, and send the body again with the AWS command line if the alarm still matters: `incidentbot alarm parked --body N` prints it.").AsMemory(), cancel);
        return ExitCodes.Ok;
    }

    private static (string Path, string Body) Delivery(InboxEntry entry)
    {
        if (entry.Kind == ParkedDelivery.Kind)
        {
            var parked = ParkedDelivery.Of(entry);
            return (parked.Path, parked.Body);
        }

        var delivery = AlarmReader.Delivery(entry);
        return (delivery.Path ?? entry.Kind, delivery.Body);
    }
}
