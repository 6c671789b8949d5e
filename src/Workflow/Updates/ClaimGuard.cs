using System.Globalization;
using IncidentBot.Workflow.Updates.Claims;

namespace IncidentBot.Workflow.Updates;

/// <summary>
/// Reads the final text of an update, a person's edits included, and refuses what the facts do not carry: that nothing is or will be lost,
/// unless that is proven, and fewer lost records than the facts have.
/// </summary>
/// <remarks>
/// In doubt it refuses: a sentence that speaks of loss and denies something passes only if the denial is a known honest one. The plainest claims
/// are refused even where they are denied or asked ("we cannot say that no data was lost", "no data loss figure yet"), because who skims reads only these words.
/// It knows English, and the common phrases of German, French and Spanish. It cannot see through irony, pictures or words it has not heard.
/// </remarks>
public static class ClaimGuard
{
    /// <summary>The longest text that is checked, in characters; a longer one is refused.</summary>
    public const int MaxLength = 20_000;

    /// <summary>Everything in <paramref name="finalText"/> that may not be sent; empty if it may.</summary>
    /// <param name="lossFreeProven">True only if a graceful switchover has finished and its verification has passed.</param>
    /// <param name="facts">The facts that figures in the text are compared with; without them figures are not checked.</param>
    public static IReadOnlyList<ClaimFault> Check(string finalText, bool lossFreeProven, UpdateFacts? facts = null)
    {
        if (finalText.Length > MaxLength)
        {
            return [new ClaimFault(finalText[..60] + "…", string.Create(CultureInfo.InvariantCulture, $"An update of at most {MaxLength} characters; this one has {finalText.Length}."))];
        }

        var readings = ClaimText.Readings(finalText);
        var faults = new List<ClaimFault>();
        if (!lossFreeProven && readings.Select(NoLossClaims.Find).FirstOrDefault(f => f is not null) is { } claim)
        {
            faults.Add(new ClaimFault(claim, InsteadOfClaim(facts?.Loss)));
        }

        if (facts is not null && !lossFreeProven && LossFigures.Find(readings[0], facts.Loss?.Stated) is { } figure)
        {
            faults.Add(new ClaimFault(figure, InsteadOfFigure(facts.Loss)));
        }

        return faults;
    }

    private static string InsteadOfClaim(LossFacts? loss) =>
        $"Only a finished and verified switchover may be called free of loss. Write what is known, for example: \"{Known(loss)}\"";

    private static string InsteadOfFigure(LossFacts? loss) => loss?.Stated is null
        ? "The number is not known, so no number may be given. Write: \"We do not yet know how much data is affected.\""
        : $"The number is smaller than the one on record. Write: \"{Known(loss)}\"";

    private static string Known(LossFacts? loss) => loss?.Stated switch
    {
        > 0 and var records when loss.IsFinal && loss.ActualRecords is not null => string.Create(CultureInfo.InvariantCulture, $"{records:N0} records were lost."),
        > 0 and var records => string.Create(CultureInfo.InvariantCulture, $"Up to {records:N0} records may be lost."),
        _ => "We do not yet know how much data is affected.",
    };
}
