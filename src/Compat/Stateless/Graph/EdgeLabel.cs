using Stateless.Reflection;

namespace Stateless.Graph;

/// <summary>What is written on an edge: the trigger and, in brackets, each guard.</summary>
internal static class EdgeLabel
{
    public static string Of(TransitionInfo transition) => OneLine(
        string.Concat(transition.GuardConditionsMethodDescriptions.Select(guard => $" [{guard.Description}]")
            .Prepend(transition.Trigger.ToString())));

    public static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
