namespace IncidentBot.Wakeups;

/// <summary>What is to be looked at again and again while this node works. Late, twice or for nothing must be harmless: what is to be done is read from the store each time.</summary>
internal interface ISweep
{
    /// <summary>Names it in the log; one word, unique.</summary>
    string Name { get; }

    /// <summary>From one begin to the next. One that takes longer is not begun a second time beside itself.</summary>
    TimeSpan Every { get; }

    /// <summary>Looks once. A throw is logged, and tried again at the next turn.</summary>
    /// <param name="cancel">The tenure of this node is over, or the program stops.</param>
    Task Sweep(CancellationToken cancel);
}

/// <summary>Registers sweeps.</summary>
internal static class SweepsRegistration
{
    internal static IServiceCollection AddSweep<T>(this IServiceCollection services)
        where T : class, ISweep => services.AddSingleton<T>().AddSingleton<ISweep>(p => p.GetRequiredService<T>());
}
