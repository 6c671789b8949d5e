using IncidentBot.Store;
using Microsoft.Extensions.Options;

namespace IncidentBot.People;

/// <summary>Registers the people list, the directories, and one-time codes.</summary>
internal static class PeopleModule
{
    internal static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>();
        builder.Services.AddOptions<PeopleOptions>()
            .BindConfiguration("People", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IPeopleDirectory, ConfiguredDirectory>();
        builder.Services.AddSingleton<DirectorySync>();
        builder.Services.AddHostedService(p => p.GetRequiredService<DirectorySync>());
        builder.Services.AddSingleton<PeopleRoster>();
        builder.Services.AddSingleton<ChatAccounts>();
        builder.Services.AddSingleton(InDataFolder);
        builder.Services.AddSingleton<StepUp>();
        return builder;
    }

    private static Enrolments InDataFolder(IServiceProvider services) =>
        new(new DataFolder(services.GetRequiredService<IOptions<StoreOptions>>().Value.Folder).Path);
}
