using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.People;

/// <summary>Checks one-time codes: each counts once, wrong ones are counted and limited, and none is logged or stored.</summary>
internal sealed class StepUp(Enrolments enrolments, TimeProvider clock)
{
    /// <summary>Wrong codes in a row after which none is looked at for a while.</summary>
    internal const int MostWrong = 5;

    internal static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Person, string Incident), (DateTimeOffset At, string Delivery)> accepted = [];

    /// <summary>Whether this person has one-time codes.</summary>
    internal bool Enrolled(string person) => enrolments.Has(person);

    /// <summary>When a code of this person was last accepted for this incident (UTC), however long ago; the rules say how long that holds.</summary>
    internal DateTimeOffset? AcceptedAt(string person, string incident)
    {
        lock (gate)
        {
            return accepted.TryGetValue((person, incident), out var last) ? last.At : null;
        }
    }

    /// <summary>Takes a code; null if it is good. The same delivery may ask again, as after a failure in between.</summary>
    internal Refusal? Accept(string person, string incident, string code, string delivery)
    {
        lock (gate)
        {
            if (accepted.TryGetValue((person, incident), out var last) && last.Delivery == delivery)
            {
                return null;
            }

            if (enrolments.Secret(person) is not var (enrolment, secret))
            {
                return Refusal.Because("not-enrolled", "You have no one-time codes yet.", $"An administrator runs `incidentbot people enroll {person}`, and you scan what it prints.");
            }

            var now = clock.GetUtcNow();
            var use = enrolments.Use(person, enrolment);
            if (now < use.LockedUntil)
            {
                return Refusal.Because("code-locked", $"{MostWrong} wrong codes in a row: none is looked at before {Durations.Clock(use.LockedUntil.Value)}.", "Wait until then; another commander may press meanwhile.");
            }

            var step = OneTimeCode.StepOf(secret, code.Trim(), now);
            if (step is null)
            {
                var wrong = use.Wrong + 1;
                enrolments.Keep(person, wrong < MostWrong ? use with { Wrong = wrong } : use with { Wrong = 0, LockedUntil = now + LockedFor });
                return Refusal.Because("code-wrong", "The one-time code is wrong.", $"Type the {OneTimeCode.Digits} digits that your authenticator shows now; {MostWrong - wrong} more wrong ones lock it for {Durations.Text(LockedFor)}.");
            }

            if (step <= use.LastStep)
            {
                return Refusal.Because("code-used", "This one-time code was used already.", "Wait for the next one, half a minute at most.");
            }

            // Durable before it counts: after a crash the same code is a used one.
            enrolments.Keep(person, use with { LastStep = step, Wrong = 0, LockedUntil = null });
            accepted[(person, incident)] = (now, delivery);
            return null;
        }
    }
}
