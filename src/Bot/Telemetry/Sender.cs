using IncidentBot.Web;
using IncidentBot.Workflow.Plans;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentBot.Telemetry;

/// <summary>Sends traces and metrics while the host runs. A collector that is away costs what it would have been told, and nothing else.</summary>
internal sealed class Sender(IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    private MeterProvider? metrics;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancel)
    {
        var to = options.Value;
        if (to.Otlp is not null)
        {
            Begin(to);
        }

        return Task.CompletedTask;
    }

    /// <summary>Apart, so that a bot that sends nothing does not even load the library.</summary>
    private void Begin(TelemetryOptions to)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService(to.Service, serviceInstanceId: Environment.MachineName);
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Instruments.Name)
            .AddOtlpExporter((otlp, reader) =>
            {
                Address(otlp, to, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)Every(to).TotalMilliseconds;
            })
            .Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Instruments.Name).AddOtlpExporter(otlp => Address(otlp, to, "v1/traces")).Build();
    }

    public Task StopAsync(CancellationToken cancel)
    {
        // What was measured last is worth a moment, and no more.
        metrics?.ForceFlush(2000);
        traces?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }

    private static TimeSpan Every(TelemetryOptions to) => PlanDuration.TryRead(to.Every, out var every) ? every : TimeSpan.FromSeconds(30);

    /// <summary>Over HTTP each signal has a path of its own; an address that is set in code is taken as it is.</summary>
    private static void Address(OtlpExporterOptions otlp, TelemetryOptions to, string path)
    {
        otlp.Protocol = to.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = to.Protocol == "grpc" ? new Uri(to.Otlp!) : new Uri(to.Otlp!.TrimEnd('/') + "/" + path);
        otlp.TimeoutMilliseconds = 2000;
        if (SecretFile.Read(to.Headers, to.HeadersFile).Secret is { } headers)
        {
            otlp.Headers = headers;
        }
    }
}
