using IncidentBot.Workflow.Plans;

namespace IncidentBot.Bot.Tests.Readings;

/// <summary>A plan that is there for its readings.</summary>
internal static class ReadingPlan
{
    internal static FailoverPlan Of(params PlanReading[] readings) => new()
    {
        Service = "checkout",
        Title = "Checkout to Ireland",
        Version = "1",
        Primary = "us-east-1",
        Target = "eu-west-1",
        Rto = TimeSpan.FromMinutes(15),
        Rpo = TimeSpan.FromMinutes(1),
        SampleEvery = TimeSpan.FromMilliseconds(500),
        Loss = new LossTerms(1m, "USD", 0),
        Inputs = new PlanInputs("lag", "writes", null, null),
        Readings = readings,
        Steps = [],
    };

    internal static PlanReading Http(string id, string url, ReadingUnit unit = ReadingUnit.Count, TimeSpan? timeout = null, string? buckets = null) =>
        new(id, id, unit, TimeSpan.FromMinutes(5), "outside", new ReadingSource.Http(url, "/value", "/sampledAt", buckets, timeout ?? TimeSpan.FromSeconds(60)));

    internal static PlanReading Tcp(string id, int port, TimeSpan? timeout = null) =>
        new(id, id, ReadingUnit.Boolean, TimeSpan.FromMinutes(5), "outside", new ReadingSource.Tcp("127.0.0.1", port, timeout ?? TimeSpan.FromSeconds(60)));

    internal static PlanReading From(string id, ReadingSource source, ReadingUnit unit = ReadingUnit.Count) =>
        new(id, id, unit, TimeSpan.FromMinutes(5), "outside", source);
}
