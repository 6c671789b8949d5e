using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Telemetry;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Telemetry;

/// <summary>What the bot does can be followed as spans, and none of them holds what people wrote.</summary>
public sealed class SpanTests
{
    [Fact]
    public async Task A_command_is_a_span_that_names_it_and_holds_no_text_of_a_person()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var desk = new DeskUnderTest();

        await desk.Desk.Declare("checkout", Severity.Sev1, "a secret of ours", Cast.Maya, null, TestContext.Current.CancellationToken);

        Assert.Contains(ended, a => a.OperationName == "command" && (string?)a.GetTagItem("command") == nameof(IncidentCommand.Declare));
        Assert.DoesNotContain(ended, a => a.TagObjects.Any(t => t.Value is string text && text.Contains("a secret of ours", StringComparison.Ordinal)));
    }
}
