using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Readings.Aws;

/// <summary>Sources for tests.</summary>
internal static class SomeAws
{
    internal static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    internal static ReadingSource.Metric Metric(string name = "Lag", string statistic = "Average", int period = 60, decimal scale = 1, bool buckets = false, bool perSecond = false) =>
        new("eu-west-1", "App", name, new Dictionary<string, string> { ["Db"] = "checkout" }, statistic, TimeSpan.FromSeconds(period), scale, buckets, Ample) { PerSecond = perSecond };

    internal static ReadingSource.Alarm Alarm(string name, TimeSpan? changesWithin = null) =>
        new("eu-west-1", name, changesWithin is null ? AlarmGives.State : AlarmGives.Changes, changesWithin ?? TimeSpan.Zero, Ample);

    internal static ReadingSource.Quota Quota(QuotaGives gives, string service = "vpc", string code = "L-F678F1CE") => new("eu-west-1", service, code, gives, Ample);

    internal static string Json(FormattableString text) => FormattableString.Invariant(text);
}
