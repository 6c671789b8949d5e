using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Intake;

/// <summary>How long each way of alarms has been silent is measured, and of what nobody knows nothing is said.</summary>
public sealed class IntakeSilenceTests : IAsyncDisposable
{
    private const string Beats = "sqs:us-east-1";

    private readonly AlarmDeskUnderTest under = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => under.DisposeAsync();

    [Fact]
    public async Task Alarms_and_heartbeats_end_the_silence_of_their_own_path_and_a_repeat_does_too()
    {
        under.Options.Heartbeats.Add(new HeartbeatOptions { Path = Beats, AlarmName = "beat" });
        Assert.Empty(under.Silence.Now());
        await under.Take("sns", "checkout-5xx", AlarmState.Alarm, under.Clock.GetUtcNow());
        under.Clock.Advance(TimeSpan.FromSeconds(40));
        await under.Take(Beats, "beat", AlarmState.Ok, under.Clock.GetUtcNow());
        under.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([("sns", 42), (Beats, 2)], under.Silence.Now().Select(s => (s.Path, (int)s.For.TotalSeconds)).OrderByDescending(s => s.Item2));

        await under.Take("sns", "checkout-5xx", AlarmState.Alarm, AlarmDeskUnderTest.Start);
        Assert.Equal(TimeSpan.Zero, under.Silence.Now().Single(s => s.Path == "sns").For);
    }

    [Fact]
    public async Task What_another_node_heard_before_is_known_of_paths_with_a_heartbeat_and_never_makes_a_silence_longer()
    {
        under.Options.Heartbeats.Add(new HeartbeatOptions { Path = Beats, AlarmName = "beat" });
        under.Options.Heartbeats.Add(new HeartbeatOptions { Path = "sns", AlarmName = "beat" });
        await under.Heartbeats.Heard(Beats, AlarmDeskUnderTest.Notice("beat", AlarmState.Ok, under.Clock.GetUtcNow()), Cancel);
        under.Clock.Advance(TimeSpan.FromSeconds(30));
        await under.Watch().Sweep(Cancel);
        Assert.Equal([(Beats, TimeSpan.FromSeconds(30))], under.Silence.Now());
        await under.Take(Beats, "beat", AlarmState.Alarm, under.Clock.GetUtcNow().AddSeconds(-10));
        await under.Watch().Sweep(Cancel);
        Assert.Equal([(Beats, TimeSpan.Zero)], under.Silence.Now());
    }

    [Fact]
    public void It_goes_out_under_its_name_by_path_and_only_for_paths_that_were_heard()
    {
        var path = $"sqs:{Guid.NewGuid()}";
        var values = new ConcurrentBag<(string Name, double Value, object? Path)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "IncidentBot")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values.Add((instrument.Name, value, tags.Length > 0 ? tags[0].Value : null)));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.DoesNotContain(values, v => Equals(v.Path, path));
        under.Silence.Heard(path, under.Clock.GetUtcNow());
        under.Clock.Advance(TimeSpan.FromSeconds(90));
        listener.RecordObservableInstruments();
        Assert.Equal(("incidentbot.intake.silence", 90), values.Where(v => Equals(v.Path, path)).Select(v => (v.Name, v.Value)).Single());
    }
}
