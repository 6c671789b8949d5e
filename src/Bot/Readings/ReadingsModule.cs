using IncidentBot.Readings.Aws;
using IncidentBot.Store;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readings;

/// <summary>Registers the sampler and a source per kind.</summary>
internal static class ReadingsModule
{
    internal static IHostApplicationBuilder AddReadings(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<ReadingsOptions>, ReadingsOptionsValidator>();
        builder.Services.AddOptions<ReadingsOptions>()
            .BindConfiguration(ReadingsOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IReadingSource>(new HttpReading(HttpReading.Client()));
        builder.Services.AddSingleton<IReadingSource, TcpReading>();
        builder.Services.AddSingleton<IReadingSource, DnsReading>();
        builder.Services.AddSingleton<IReadingSource, CommandReading>();
        builder.Services.AddAwsReadings();
        builder.Services.AddSingleton<ReadingCollector>();
        builder.Services.AddSingleton<ReadingSampler>();
        builder.Services.AddDuty<FollowerLoop<ReadingSampler>>();
        return builder;
    }

    private static void AddAwsReadings(this IServiceCollection services)
    {
        services.AddSingleton<IReadingBatch, MetricReading>();
        services.AddSingleton<IReadingBatch, AlarmReading>();
        services.AddSingleton<IReadingSource, QuotaReading>();
    }
}
