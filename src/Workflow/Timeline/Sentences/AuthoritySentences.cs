using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Workflow.Timeline.Sentences;

/// <summary>Who was asked, who did not answer, and who stood in for them.</summary>
internal static class AuthoritySentences
{
    internal static Told? Of(IncidentEvent happened, Incident before) => happened switch
    {
        IncidentEvent.ChainDrawn e => Vote(
            e.Calls.Count == 0 ? $"There is nobody to call for {Words.Of(e.Role)}."
                : $"For {Words.Of(e.Role)} the bot calls {Figures.List(e.Calls.Select(c => $"{c.Name} at {Durations.Clock(c.Due)}"))}, until somebody answers.",
            e.Rule),
        IncidentEvent.ApproverCalled e => Vote($"{e.Name} was asked {As(e)}, {e.Position} of {e.Of} in the chain."),
        IncidentEvent.ApproverPassedOver e => Vote($"{e.Name} was not asked for {Words.Of(e.Role)}.{Figures.Because(e.Reason)}"),
        IncidentEvent.ChainExhausted e => Vote($"Nobody in the chain of {Words.Of(e.Role)} has answered: the role counts as absent."),
        IncidentEvent.BreakGlassOpened e => Vote(
            $"{e.BreakGlass.OpenedBy.Name} opened break-glass {e.BreakGlass.Number} for {e.BreakGlass.Names()}, and accepted {Ceiling(e.BreakGlass)}. A second person must confirm until {Durations.Clock(e.BreakGlass.ConfirmBy)}.{Figures.Because(e.BreakGlass.Reason)}"),
        IncidentEvent.BreakGlassConfirmed e => Vote(
            $"{e.By.Name} confirmed break-glass {e.Number}{For(before, e.Number)}: it counts until {Durations.Clock(e.Expires)}, and is to be reviewed.{Figures.Because(e.Reason)}"),
        IncidentEvent.BreakGlassLost e => Vote($"Break-glass {e.Number}{For(before, e.Number)} counts no longer.{Figures.Because(e.Reason)}"),
        IncidentEvent.ReviewClosed e => Vote($"{e.By.Name} closed review {e.Number}.{Figures.Because(e.Reason)}",
            [.. before.Reviews.Where(r => r.Number == e.Number).Select(r => Shown.Line(r.About))]),
        _ => null,
    };

    /// <summary>"up to 4,200 records and 90 s of writes", or that any loss was accepted.</summary>
    internal static string Ceiling(BreakGlass glass) => glass.LossUnknown
        ? "a loss that is not known"
        : $"the loss of up to {Figures.Records(glass.Records)} and {Figures.Span(glass.Exposure)} of writes";

    private static string As(IncidentEvent.ApproverCalled e) =>
        e.Stead is { } stead ? $"to answer in the stead of {Words.Of(e.Role)}, as {Words.Of(stead)}" : $"to answer as {Words.Of(e.Role)}";

    private static string For(Incident before, int number) =>
        before.Failover.Glass.FirstOrDefault(g => g.Number == number) is { } glass ? $" for {glass.Names()}" : "";

    private static Told Vote(string sentence, params IReadOnlyList<string> details) => new(TimelineKind.Approval, sentence, details);
}
