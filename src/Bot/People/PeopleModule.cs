using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>Registers the people list.</summary>
internal static class PeopleModule
{
    internal static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>();
        builder.Services.AddOptions<PeopleOptions>()
            .BindConfiguration("People", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<PeopleRoster>();
        return builder;
    }
}
