using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Chat;

/// <summary>Numbers opened to their formulae, for the person who asks.</summary>
internal static class WhyAnswers
{
    /// <param name="topic">A word of <see cref="WhyTopic"/>.</param>
    internal static string Of(Situation situation, string topic, DateTimeOffset now) =>
        Words.TryRead<WhyTopic>(topic, out var known)
            ? string.Join("\n\n", Why.Of(known, Brief.Of(situation, now)).Select(why => why.Text(now)))
            : throw new InvalidOperationException($"Nothing explains '{topic}'.");

    /// <summary>The plan's standing cost a year, with every input.</summary>
    internal static string Standing(Incident incident) =>
        incident.Plan is { } plan ? StandingSheet.Text(plan) : $"There is no plan for {incident.Service}.";
}
