using IncidentBot.Workflow.Decisions;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Incidents;

/// <summary>A person's word for a reading that the plan asks of people; it ages like any other sample, and carries the person's name.</summary>
internal static class Attesting
{
    internal static Refusal? Attest(Deciding deciding, IncidentCommand.AttestReading command)
    {
        var asked = deciding.Incident.Plan?.Readings.Where(r => r.Source is ReadingSource.Person).ToList() ?? [];
        if (asked.Find(r => r.Id == command.Reading) is not { } reading)
        {
            return Refusal.Because("not-asked", $"'{command.Reading}' is no reading that the plan asks of people.",
                asked.Count == 0 ? "The plan asks nothing of people; `note` what you saw."
                : $"It asks: {string.Join("; ", asked.Select(r => $"{r.Id} ({((ReadingSource.Person)r.Source).Question})"))}.");
        }

        if (string.IsNullOrWhiteSpace(command.Evidence))
        {
            return Refusal.Because("no-evidence", "A gate may rest on your word: say how you know.", $"`attest {reading.Id} {Example(reading.Unit)} I compared the row counts of both sides`");
        }

        if (Fault(reading.Unit, command.Value) is { } fault)
        {
            return Refusal.Because("bad-value", fault, $"`attest {reading.Id} {Example(reading.Unit)} I compared the row counts of both sides`");
        }

        deciding.Emit(new IncidentEvent.ReadingAttested(
            new Reading(reading.Id, command.Value, reading.Unit, deciding.Actor.Name, reading.ObservedFrom, deciding.Now, reading.MaxAge, null), command.Evidence));
        return null;
    }

    private static string? Fault(ReadingUnit unit, decimal value) => unit switch
    {
        ReadingUnit.Boolean when value is not (0 or 1) => "It is answered with yes or no.",
        ReadingUnit.Share when value is < 0 or > 1 => "A share is between 0 and 1.",
        ReadingUnit.Count when value != decimal.Truncate(value) => "A count is a whole number.",
        _ when value is < 0 or > 1_000_000_000_000m => "It is between 0 and 1,000,000,000,000.",
        _ => null,
    };

    private static string Example(ReadingUnit unit) => unit == ReadingUnit.Boolean ? "yes" : unit == ReadingUnit.Share ? "0.4" : "12";
}
