using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Store;

/// <summary>Work that only one node does at a time: started with each tenure of this node and stopped with it, many times in a process's life.</summary>
internal sealed record Duty(IHostedService Work);

/// <summary>Registers duties.</summary>
internal static class Duties
{
    /// <summary>Adds work that <see cref="ActiveNode"/> starts and stops; the host does not.</summary>
    internal static IServiceCollection AddDuty<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.TryAddSingleton<T>();
        return services.AddSingleton(p => new Duty(p.GetRequiredService<T>()));
    }
}
