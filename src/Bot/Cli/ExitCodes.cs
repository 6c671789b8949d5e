namespace IncidentBot.Cli;

/// <summary>Exit codes that several verbs share, after sysexits.h.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;

    /// <summary>The verb ran, and its answer is no.</summary>
    internal const int No = 1;

    internal const int Usage = 64;

    /// <summary>Something outside cannot be used: the store, a port.</summary>
    internal const int Unavailable = 69;

    /// <summary>A fault of the program itself.</summary>
    internal const int Internal = 70;

    /// <summary>The configuration has faults; each is printed.</summary>
    internal const int Configuration = 78;
}
