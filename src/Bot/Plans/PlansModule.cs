using Microsoft.Extensions.Options;

namespace IncidentBot.Plans;

/// <summary>Registers <see cref="IPlanCatalog"/>, read once at start.</summary>
internal static class PlansModule
{
    /// <summary>A faulty plan stops the start: an incident is no time to find out. Unknown settings in the section are refused.</summary>
    public static IHostApplicationBuilder AddPlans(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<PlansOptions>, PlansOptionsValidator>();
        builder.Services.AddOptions<PlansOptions>()
            .BindConfiguration(PlansOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IPlanCatalog>(services =>
        {
            var options = services.GetRequiredService<IOptions<PlansOptions>>().Value;
            var folder = PlanFolder.Load(services.GetRequiredService<IHostEnvironment>().ContentRootPath, options);
            return folder.Faults.Count == 0
                ? folder
                : throw new OptionsValidationException(nameof(PlansOptions), typeof(PlansOptions), folder.Faults);
        });
        return builder;
    }
}
