using System.Collections.Concurrent;
using System.Text;
using IncidentBot.Bot.Tests.Failover;
using IncidentBot.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Telemetry;

/// <summary>Metrics and traces reach a collector that speaks OTLP over HTTP; a collector that is away disturbs nothing.</summary>
public sealed class SenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_measured_arrives_at_the_collector_by_its_name()
    {
        var bodies = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            bodies.AddOrUpdate(http.Request.Path, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync(Cancel);
        using var sender = new Sender(Options.Create(new TelemetryOptions { Otlp = collector.Urls.Single(), Service = "bot-under-test" }));

        await sender.StartAsync(Cancel);
        Instruments.CardShown(TimeSpan.FromSeconds(2), "slack");
        Instruments.Trace("command")?.Dispose();
        await sender.StopAsync(Cancel);

        Assert.Contains("incidentbot.alarm_to_card", bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("bot-under-test", bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("command", bodies["/v1/traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_measured_and_without_a_collector_nothing_fails()
    {
        using (var silent = new Sender(Options.Create(new TelemetryOptions())))
        {
            await silent.StartAsync(Cancel);
            await silent.StopAsync(Cancel);
        }

        using var lost = new Sender(Options.Create(new TelemetryOptions { Otlp = $"http://127.0.0.1:{FreePort.Closed()}" }));
        await lost.StartAsync(Cancel);
        Instruments.StepEnded("succeeded");
        await lost.StopAsync(Cancel);
    }

    [Fact]
    public void Every_fault_of_the_section_is_told()
    {
        var result = new TelemetryOptionsValidator().Validate(null, new TelemetryOptions { Otlp = "collector:4318", Protocol = "udp", Every = "1s", Service = "" });
        Assert.Equal(
        [
            "Telemetry:Otlp must be an http or https address without user name; it is \"collector:4318\".",
            "Telemetry:Protocol must be http or grpc; it is \"udp\".",
            "Telemetry:Every must be a duration of 5s to 10m; it is \"1s\".",
            "Telemetry:Service must be a name of 1 to 100 characters; it is \"\".",
        ], result.Failures);
    }
}
