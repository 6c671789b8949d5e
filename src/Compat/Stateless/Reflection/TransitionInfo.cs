using System.Diagnostics.CodeAnalysis;

namespace Stateless.Reflection;

/// <summary>What a state does about one trigger.</summary>
public abstract class TransitionInfo
{
    [SuppressMessage("Design", "CA1051", Justification = "A field in Stateless, and read as one.")]
    public readonly IEnumerable<InvocationInfo> GuardConditionsMethodDescriptions;

    private protected TransitionInfo(object trigger, IEnumerable<InvocationInfo> guards, bool isInternal)
    {
        Trigger = new TriggerInfo(trigger);
        GuardConditionsMethodDescriptions = guards;
        IsInternalTransition = isInternal;
    }

    public TriggerInfo Trigger { get; }

    /// <summary>Whether the trigger is handled without leaving the state.</summary>
    public bool IsInternalTransition { get; }
}

/// <summary>A transition whose destination is known from the configuration.</summary>
public sealed class FixedTransitionInfo : TransitionInfo
{
    internal FixedTransitionInfo(
        object trigger, StateInfo destination, IEnumerable<InvocationInfo> guards, bool isInternal = false)
        : base(trigger, guards, isInternal) => DestinationState = destination;

    /// <summary>For a reentry or an internal transition, the state itself.</summary>
    public StateInfo DestinationState { get; }
}

/// <summary>A transition whose destination is chosen when the trigger is fired.</summary>
internal sealed class DynamicTransitionInfo(object trigger, InvocationInfo selector, IEnumerable<InvocationInfo> guards)
    : TransitionInfo(trigger, guards, isInternal: false)
{
    public InvocationInfo Selector { get; } = selector;
}

/// <summary>A trigger that is accepted and does nothing.</summary>
internal sealed class IgnoredTransitionInfo(object trigger, IEnumerable<InvocationInfo> guards)
    : TransitionInfo(trigger, guards, isInternal: false);
