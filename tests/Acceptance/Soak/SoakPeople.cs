using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace IncidentBot.Acceptance.Soak;

/// <summary>A line that a node has taken, with the mark by which it is found again in what it led to; none where the command has no words of its own.</summary>
internal sealed record TakenLine(string Delivery, string Room, string Person, string Text, string? Mark);

/// <summary>An alarm that a node has taken.</summary>
internal sealed record TakenAlarm(string Service, string Name, DateTimeOffset ChangedAt);

/// <summary>People at the local chat and alarms at the door, at both nodes: whoever does not answer is asked again, and some say everything twice.</summary>
internal sealed class SoakPeople(SoakNodes nodes, SoakView view, int seed) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly ConcurrentQueue<TakenLine> lines = [];
    private readonly ConcurrentQueue<TakenAlarm> alarms = [];
    private int deliveries;
    private int doubled;

    internal IReadOnlyList<TakenLine> Lines => [.. lines];

    internal IReadOnlyList<TakenAlarm> Alarms => [.. alarms];

    /// <summary>How many lines were delivered twice.</summary>
    internal int Doubled => doubled;

    /// <summary>Says a line until a node takes it, and returns when it has been worked off. "{mark}" in it becomes a word that no other line has.</summary>
    internal async Task Say(string room, string person, string line, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref deliveries);
        var (delivery, mark) = ($"soak-{number}", $"q{number}q");
        var text = "/incident " + line.Replace("{mark}", mark, StringComparison.Ordinal);
        var dice = Dice.For(seed, delivery);
        var taken = await Take(node => Line(node, room, person, text, delivery, cancel), dice.Next(2), $"\"{text}\" of {person} in {room}", cancel);
        if (!taken) return;
        lines.Enqueue(new TakenLine(delivery, room, person, text, line.Contains("{mark}", StringComparison.Ordinal) ? mark : null));
        if (dice.OneIn(10))
        {
            Interlocked.Increment(ref doubled);
            await Line(dice.Next(2), room, person, text, delivery, cancel);
        }

        await view.Handled($"local/{delivery}", Patience, cancel);
    }

    /// <summary>An alarm of a service rings, until a node takes it.</summary>
    internal async Task Ring(string service, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref deliveries);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var name = $"{service}-5xx";
        var dice = Dice.For(seed, $"alarm-{number}");
        var id = new Guid(number, 0, 0, new byte[8]);
        await Take(node => Alarm(node, id, name, at, cancel), dice.Next(2), $"the alarm {name}", cancel);
        alarms.Enqueue(new TakenAlarm(service, name, at));
        if (dice.OneIn(3)) await Alarm(dice.Next(2), id, name, at, cancel);
    }

    public void Dispose() => http.Dispose();

    private static async Task<bool> Take(Func<int, Task<int?>> send, int first, string what, CancellationToken cancel)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        for (var node = first; ; node = 1 - node)
        {
            var status = await send(node);
            if (status is >= 200 and < 300) return true;

            // A room that was closed in the meantime takes nothing: not taken is not lost.
            if (status is >= 400 and < 500 and not 429) return false;
            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException($"Nobody took {what}.");
            await Task.Delay(100, cancel);
        }
    }

    private Task<int?> Line(int node, string room, string person, string text, string delivery, CancellationToken cancel) =>
        Send(node, $"chat/rooms/{room}/say", JsonContent.Create(new { person, delivery, text }), cancel);

    private Task<int?> Alarm(int node, Guid id, string name, DateTimeOffset at, CancellationToken cancel)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
        var body = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = "0",
            ["id"] = id.ToString(),
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["source"] = "aws.cloudwatch",
            ["account"] = SoakSettings.Account,
            ["time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = "us-east-1",
            ["resources"] = new[] { $"arn:aws:cloudwatch:us-east-1:{SoakSettings.Account}:alarm:{name}" },
            ["detail"] = new
            {
                alarmName = name,
                previousState = new { value = "OK", reason = "fine", timestamp = time },
                state = new { value = "ALARM", reason = "Threshold Crossed", timestamp = time },
            },
        });
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("X-IncidentBot-Key", SoakSettings.AlarmKey);
        return Send(node, "alarms/eventbridge", content, cancel);
    }

    /// <summary>The status; null if nobody answered.</summary>
    private async Task<int?> Send(int node, string path, HttpContent content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(nodes.Addresses[node], path)) { Content = content };
        if (content.Headers.TryGetValues("X-IncidentBot-Key", out var key))
        {
            content.Headers.Remove("X-IncidentBot-Key");
            request.Headers.Add("X-IncidentBot-Key", key);
        }

        try
        {
            using var answer = await http.SendAsync(request, cancel);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
