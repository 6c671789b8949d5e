namespace IncidentBot.Plans;

/// <summary>Where plans lie, and what their <c>${NAME}</c> variables stand for; section <c>Plans</c>.</summary>
internal sealed class PlansOptions
{
    public const string Section = "Plans";

    /// <summary>The folder of plans, each a *.yaml file; relative to the content root. Default "plans".</summary>
    public string Folder { get; set; } = "plans";

    /// <summary>Values for <c>${NAME}</c> in plans, such as addresses; never secrets, because plans are shown and stored. Default none.</summary>
    public Dictionary<string, string> Variables { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
