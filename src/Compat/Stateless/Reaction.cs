using Stateless.Reflection;

namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>What a state does about a trigger while every guard of the reaction passes.</summary>
    internal abstract class Reaction(StateNode owner, TTrigger trigger, Guard[] guards)
    {
        public StateNode Owner { get; } = owner;

        public TTrigger Trigger { get; } = trigger;

        public Guard[] Guards { get; } = guards;

        public bool Passes(object[] arguments)
        {
            foreach (var guard in Guards)
            {
                if (!guard.Passes(arguments))
                    return false;
            }

            return true;
        }

        /// <summary>Asks every guard once and names those that do not pass.</summary>
        public bool Passes(object[] arguments, ref List<string>? unmet)
        {
            var passes = true;
            foreach (var guard in Guards)
            {
                if (guard.Passes(arguments))
                    continue;
                passes = false;
                (unmet ??= []).Add(guard.Method.Description);
            }

            return passes;
        }

        /// <param name="machine">The machine that was fired.</param>
        /// <param name="source">The current state: the owner, or a substate of it.</param>
        /// <param name="arguments">What the trigger was fired with.</param>
        public abstract void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments);
    }

    internal sealed class FixedReaction(StateNode owner, TTrigger trigger, StateNode destination, Guard[] guards)
        : Reaction(owner, trigger, guards)
    {
        public StateNode Destination { get; } = destination;

        public override void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments)
        {
            // Only a superstate can name the current state as a destination; the move is then dropped.
            if (Destination != source)
                machine.Move(source, Destination, Trigger, arguments);
        }
    }

    internal sealed class ReentryReaction(StateNode owner, TTrigger trigger, Guard[] guards)
        : Reaction(owner, trigger, guards)
    {
        public override void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments) =>
            machine.Reenter(source, Owner, Trigger, arguments);
    }

    internal sealed class IgnoredReaction(StateNode owner, TTrigger trigger, Guard[] guards)
        : Reaction(owner, trigger, guards)
    {
        public override void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments)
        {
        }
    }

    internal sealed class InternalReaction(StateNode owner, TTrigger trigger, Action<Transition> action, Guard[] guards)
        : Reaction(owner, trigger, guards)
    {
        public override void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments) =>
            action(new Transition(source.State, source.State, Trigger, arguments));
    }

    internal sealed class DynamicReaction(
        StateNode owner, TTrigger trigger, Func<object[], TState> selector, InvocationInfo method, Guard[] guards)
        : Reaction(owner, trigger, guards)
    {
        public InvocationInfo Selector { get; } = method;

        public override void React(StateMachine<TState, TTrigger> machine, StateNode source, object[] arguments)
        {
            var destination = machine.NodeOf(selector(arguments));
            if (destination == source)
                machine.Reenter(source, source, Trigger, arguments);
            else
                machine.Move(source, destination, Trigger, arguments);
        }
    }
}
