using System.Text.RegularExpressions;
using IncidentBot.Incidents;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Tests.Invariants;

namespace IncidentBot.Acceptance.Soak.Checks;

/// <summary>Nothing is lost and nothing is done twice: a line that was taken is in the log once, or was answered; an alarm that was taken is in one incident.</summary>
internal static partial class LossChecks
{
    internal const string Name = "Lost";

    internal static void Run(SoakLog log, Breaches breaches)
    {
        breaches.Unless(log.Waiting.Count == 0, Name, $"Deliveries that were taken wait still, or were set aside: {string.Join(", ", log.Waiting.Take(5))}.");
        var marks = log.Lines.Where(l => l.Mark is not null).ToDictionary(l => l.Mark!, _ => new List<(string Stream, string Type, long Version)>());
        foreach (var stored in log.Events)
        {
            foreach (var mark in Words(stored.Data).Distinct().Where(marks.ContainsKey)) marks[mark].Add((stored.Stream, stored.Type, stored.Version));
        }

        foreach (var line in log.Lines.Where(l => l.Mark is not null))
        {
            var found = marks[line.Mark!];
            breaches.Unless(found.Count > 0 || log.Answered.Contains(line.Delivery), Name, $"\"{line.Text}\" of {line.Person} ({line.Delivery}) was taken, and is in no log and was not answered.");

            // Later events repeat the words: an update the summary, the point of no return the approvals. What the line itself led to is the first.
            breaches.Unless(found.Count(f => f.Type == found[0].Type) <= 1, Name, $"\"{line.Text}\" of {line.Person} ({line.Delivery}) is in the log twice: {string.Join(", ", found)}.");
        }

        var noted = log.Events.Where(e => e.Type == "incident.alarms-noted.v1").Select(e => (IncidentEvent.AlarmsNoted)IncidentLog.Typed(e))
            .SelectMany(e => e.Alarms.Concat(e.Stale)).CountBy(a => (a.Name, a.ChangedAt)).ToDictionary();
        foreach (var alarm in log.Alarms)
        {
            breaches.Unless(noted.GetValueOrDefault((alarm.Name, alarm.ChangedAt)) == 1, Name, $"The alarm {alarm.Name} of {alarm.ChangedAt:O} was taken, and is in {noted.GetValueOrDefault((alarm.Name, alarm.ChangedAt))} places of the log.");
        }
    }

    private static IEnumerable<string> Words(string text) => Mark().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\bq\d+q\b", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
