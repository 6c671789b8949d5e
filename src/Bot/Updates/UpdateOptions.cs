namespace IncidentBot.Updates;

/// <summary>Section "Updates": where the texts of stakeholder updates come from.</summary>
internal sealed class UpdateOptions
{
    public const string Section = "Updates";

    /// <summary>
    /// The folder with executives.hbs, customers.hbs, support.hbs and engineers.hbs; default "templates". A relative path is looked for
    /// under the content root, and then beside the program.
    /// </summary>
    public string Templates { get; set; } = "templates";
}
