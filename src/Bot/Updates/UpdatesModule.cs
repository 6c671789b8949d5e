using Microsoft.Extensions.Options;

namespace IncidentBot.Updates;

/// <summary>Stakeholder updates: the templates and their renderer.</summary>
internal static class UpdatesModule
{
    internal static IHostApplicationBuilder AddUpdates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<UpdateOptions>()
            .Bind(builder.Configuration.GetSection(UpdateOptions.Section), b => b.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<TemplateFolder>();
        builder.Services.AddSingleton<IValidateOptions<UpdateOptions>, UpdateOptionsValidator>();
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<UpdateOptions>>().Value;
            return new UpdateRenderer(TemplateSet.Load(services.GetRequiredService<TemplateFolder>().Find(options)!));
        });
        return builder;
    }
}
