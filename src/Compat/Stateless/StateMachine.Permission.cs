namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>The triggers with a reaction that passes in the current state.</summary>
    [Obsolete("Obsolete in Stateless 5.18 too. Ask CanFire for the triggers of interest.")]
    public IEnumerable<TTrigger> PermittedTriggers => Permitted([]);

    /// <summary>As <see cref="PermittedTriggers"/>, with arguments for the guards that take any.</summary>
    [Obsolete("Obsolete in Stateless 5.18 too. Ask CanFire for the triggers of interest.")]
    public IEnumerable<TTrigger> GetPermittedTriggers(params object[] args) => Permitted(args);

    /// <summary>Whether a reaction to the trigger passes in the current state. Nothing is run but guards.</summary>
    public bool CanFire(TTrigger trigger) => Passes(NodeOf(State), trigger, []);

    /// <param name="trigger">The trigger.</param>
    /// <param name="unmetGuards">The descriptions of the guards that do not pass; empty when it can be fired.</param>
    public bool CanFire(TTrigger trigger, out ICollection<string> unmetGuards) => Passes(trigger, [], out unmetGuards);

    public bool CanFire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0) =>
        Passes(NodeOf(State), TriggerOf(trigger), [arg0!]);

    public bool CanFire<TArg0>(
        TriggerWithParameters<TArg0> trigger, TArg0 arg0, out ICollection<string> unmetGuards) =>
        Passes(TriggerOf(trigger), [arg0!], out unmetGuards);

    public bool CanFire<TArg0, TArg1>(TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1) =>
        Passes(NodeOf(State), TriggerOf(trigger), [arg0!, arg1!]);

    public bool CanFire<TArg0, TArg1>(
        TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1, out ICollection<string> unmetGuards) =>
        Passes(TriggerOf(trigger), [arg0!, arg1!], out unmetGuards);

    public bool CanFire<TArg0, TArg1, TArg2>(
        TriggerWithParameters<TArg0, TArg1, TArg2> trigger, TArg0 arg0, TArg1 arg1, TArg2 arg2) =>
        Passes(NodeOf(State), TriggerOf(trigger), [arg0!, arg1!, arg2!]);

    public bool CanFire<TArg0, TArg1, TArg2>(
        TriggerWithParameters<TArg0, TArg1, TArg2> trigger,
        TArg0 arg0,
        TArg1 arg1,
        TArg2 arg2,
        out ICollection<string> unmetGuards) =>
        Passes(TriggerOf(trigger), [arg0!, arg1!, arg2!], out unmetGuards);

    private static TTrigger TriggerOf(TriggerWithParameters trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return trigger.Trigger;
    }

    private List<TTrigger> Permitted(object[] arguments)
    {
        var source = NodeOf(State);
        var permitted = new List<TTrigger>();
        for (var node = source; node is not null; node = node.Superstate)
        {
            foreach (var trigger in node.Triggers)
            {
                if (!permitted.Contains(trigger) && Passes(source, trigger, arguments))
                    permitted.Add(trigger);
            }
        }

        return permitted;
    }

    /// <summary>Allocates nothing: a machine may be asked about every trigger at every decision.</summary>
    private static bool Passes(StateNode source, TTrigger trigger, object[] arguments)
    {
        for (var node = source; node is not null; node = node.Superstate)
        {
            if (node.ReactionsTo(trigger) is not { } reactions)
                continue;
            foreach (var reaction in reactions)
            {
                if (reaction.Passes(arguments))
                    return true;
            }
        }

        return false;
    }

    private bool Passes(TTrigger trigger, object[] arguments, out ICollection<string> unmetGuards)
    {
        List<string>? unmet = null;
        var passes = false;
        for (var node = NodeOf(State); node is not null && !passes; node = node.Superstate)
        {
            if (node.ReactionsTo(trigger) is not { } reactions)
                continue;
            foreach (var reaction in reactions)
                passes |= reaction.Passes(arguments, ref unmet);
        }

        unmetGuards = passes || unmet is null ? Array.Empty<string>() : unmet;
        return passes;
    }
}
