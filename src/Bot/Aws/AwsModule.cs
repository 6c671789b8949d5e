using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Aws;

/// <summary>Registers who the bot is towards AWS, and the client of its JSON services, for every module that calls them.</summary>
internal static class AwsModule
{
    internal static IHostApplicationBuilder AddAws(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>();
        builder.Services.AddOptions<AwsOptions>()
            .BindConfiguration(AwsOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();

        // Replaced in code by a test, which registers its own before; no setting is asked.
        builder.Services.TryAddSingleton<IAwsIdentity, AwsIdentity>();
        builder.Services.AddSingleton<AwsClient>();
        return builder;
    }
}
