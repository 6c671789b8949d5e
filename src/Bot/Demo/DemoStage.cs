using System.Net;
using System.Text.Json;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Demo;

/// <summary>What happens to the simulated service: traffic, the loss of the primary, and the alarm about it.</summary>
internal sealed class DemoStage(SimulatedService world, HttpClient bot, RehearsalAuthority authority, bool breakTarget)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until traffic has run for some seconds and replication has been sampled.</summary>
    internal async Task WarmUp(int buckets, CancellationToken cancel)
    {
        await Until(async () => (await Reading("write-rate", cancel))?.GetProperty("buckets").GetArrayLength() >= buckets, cancel);
        await Until(async () => await Reading("replication-lag", cancel) is not null, cancel);
    }

    /// <summary>Kills the primary under load, waits until users see it, and sends the alarm as SNS would.</summary>
    internal async Task Lose(CancellationToken cancel)
    {
        if (breakTarget)
        {
            await world.BreakTarget(cancel);
        }

        var lost = DateTimeOffset.UtcNow;
        world.KillPrimary();
        await Until(async () => (await Reading("error-rate", cancel))?.GetProperty("value").GetDecimal() >= 0.5m, cancel);
        var delivery = DemoAlarm.Build(authority, Guid.NewGuid(), 40, lost, DateTimeOffset.UtcNow);
        using var answer = await bot.SendAsync(delivery.Request(new Uri(bot.BaseAddress!, "/alarms/sns")), cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The bot answered the alarm with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }

    /// <summary>Brings the lost region back as a follower, and waits until it lags by seconds only.</summary>
    internal async Task ComeBack(long epoch, CancellationToken cancel)
    {
        await world.ReturnPrimary(epoch, cancel);
        await Until(async () => (await Reading("replication-lag?from=eu-west-1", cancel))?.GetProperty("value").GetDecimal() < 10, cancel);
    }

    /// <summary>Waits for a condition; a minute is the limit of the whole demo, so it is this one's too.</summary>
    internal static async Task Until(Func<Task<bool>> condition, CancellationToken cancel)
    {
        var late = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > late)
            {
                throw new TimeoutException("The demo waited a minute for something that did not happen.");
            }

            await Task.Delay(Look, cancel);
        }
    }

    private async Task<JsonElement?> Reading(string name, CancellationToken cancel)
    {
        using var answer = await bot.GetAsync(new Uri(world.Edge, $"/readings/{name}"), cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancel) : null;
    }
}
