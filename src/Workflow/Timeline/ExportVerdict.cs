namespace IncidentBot.Workflow.Timeline;

/// <summary>What checking an export came to.</summary>
public abstract record ExportVerdict
{
    private ExportVerdict()
    {
    }

    /// <summary>
    /// The chain holds from the first event to <paramref name="Head"/>. <paramref name="Anchored"/>: the head was also compared
    /// with a hash or a key from elsewhere; without that, whoever wrote the file could have written all of it anew.
    /// </summary>
    public sealed record Verified(long Count, string Head, bool Anchored) : ExportVerdict;

    /// <summary>The file is not what was exported; <paramref name="Version"/> is the first event at fault (one past the last if the end is missing).</summary>
    public sealed record Broken(long Version, string Reason) : ExportVerdict;

    /// <summary>The text is no export of this format, so nothing can be said about any event.</summary>
    public sealed record NotAnExport(string Reason) : ExportVerdict;
}
