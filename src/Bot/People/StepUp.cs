using System.Globalization;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.People;

/// <summary>Checks one-time codes: each counts once, on whichever node; wrong ones are counted and limited, and none is logged or stored.</summary>
/// <remarks>
/// What was used up is in the store that all nodes share: a row for each code that was accepted, named by its time step, so that no node that
/// wakes up late can make an earlier state of it.
/// </remarks>
internal sealed class StepUp(Enrolments enrolments, IIntents intents, TimeProvider clock) : IDisposable
{
    /// <summary>Wrong codes in a row after which none is looked at for a while.</summary>
    internal const int MostWrong = 5;

    internal static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <summary>Long after a code's own minute and a half, and after any rule has asked for it.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Platform = "people";
    private const string Accepted = "one-time-code";
    private const string Wrong = "wrong-codes";

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>When a code of this person was last accepted for this incident (UTC), within a week; the rules say how long that holds.</summary>
    internal async Task<DateTimeOffset?> AcceptedAt(string person, string incident, CancellationToken cancel) =>
        (await intents.LastAsked(Platform, Accepted, For(person, incident), cancel))?.At;

    /// <summary>Takes a code; null if it is good. The same delivery may ask again, as after a failure in between or on another node.</summary>
    internal async Task<Refusal?> Accept(string person, string incident, string code, string delivery, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return await Look(person, incident, code, $"{For(person, incident)}/{delivery}", cancel);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<Refusal?> Look(string person, string incident, string code, string delivery, CancellationToken cancel)
    {
        if (await intents.Resulted(Platform, Accepted, delivery, cancel))
        {
            return null;
        }

        if (enrolments.Secret(person) is not var (enrolment, secret))
        {
            return Refusal.Because("not-enrolled", "You have no one-time codes yet.", $"An administrator runs `incidentbot people enroll {person}`, and you scan what it prints.");
        }

        var now = clock.GetUtcNow();
        var tried = await Tries(person, enrolment, cancel);
        if (now < tried.LockedUntil)
        {
            return Refusal.Because("code-locked", $"{MostWrong} wrong codes in a row: none is looked at before {Durations.Clock(tried.LockedUntil.Value)}.", "Wait until then; another commander may press meanwhile.");
        }

        if (OneTimeCode.StepOf(secret, code.Trim(), now) is not { } step)
        {
            var wrong = tried.Wrong + 1;
            await Keep(person, enrolment, wrong < MostWrong ? tried with { Wrong = wrong } : new WrongCodes(0, now + LockedFor), now, cancel);
            return Refusal.Because("code-wrong", "The one-time code is wrong.", $"Type the {OneTimeCode.Digits} digits that your authenticator shows now; {MostWrong - wrong} more wrong ones lock it for {Durations.Text(LockedFor)}.");
        }

        if (await Used(person, enrolment, step, For(person, incident), cancel))
        {
            return Refusal.Because("code-used", "This one-time code was used already.", "Wait for the next one, half a minute at most.");
        }

        // Durable before it counts: after a crash, and on another node, the same code is a used one.
        var use = UseOf(person, enrolment, step);
        await intents.Intend(use, For(person, incident), now, cancel);
        await intents.Keep(use, delivery, cancel);
        if (tried.Wrong > 0 || tried.LockedUntil is not null)
        {
            await Keep(person, enrolment, new WrongCodes(0, null), now, cancel);
        }

        await intents.Expire(Platform, Accepted, now - Kept, cancel);
        return null;
    }

    /// <summary>Whether this code, or a later one that counts now, was accepted before.</summary>
    private async Task<bool> Used(string person, string enrolment, long step, string wanted, CancellationToken cancel)
    {
        for (var at = step; at <= step + 2; at++)
        {
            // A crash before the delivery was kept with it: nothing has come of that code, and its delivery comes again.
            if (await intents.Find(UseOf(person, enrolment, at), cancel) is { } found && (at != step || found.Result is not null || found.Asked != wanted))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<WrongCodes> Tries(string person, string enrolment, CancellationToken cancel) =>
        await intents.Find(WrongOf(person, enrolment), cancel) is { } kept
            ? JsonSerializer.Deserialize<WrongCodes>(kept.Asked, WorkflowJson.Options) ?? throw new JsonException("The count of wrong codes is empty.")
            : new WrongCodes(0, null);

    private Task Keep(string person, string enrolment, WrongCodes tried, DateTimeOffset now, CancellationToken cancel) =>
        intents.Intend(WrongOf(person, enrolment), JsonSerializer.Serialize(tried, WorkflowJson.Options), now, cancel);

    private static IntentKey UseOf(string person, string enrolment, long step) => new(Platform, Accepted, person, string.Create(CultureInfo.InvariantCulture, $"{enrolment}/{step}"));

    private static IntentKey WrongOf(string person, string enrolment) => new(Platform, Wrong, person, enrolment);

    private static string For(string person, string incident) => $"{person}/{incident}";

    /// <param name="Wrong">Wrong codes in a row.</param>
    /// <param name="LockedUntil">No code is looked at before (UTC).</param>
    private sealed record WrongCodes(int Wrong, DateTimeOffset? LockedUntil);
}
