namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>Declares the arguments of a trigger, once.</summary>
    /// <exception cref="InvalidOperationException">The trigger's arguments were declared before.</exception>
    public TriggerWithParameters SetTriggerParameters(TTrigger trigger, params Type[] argumentTypes) =>
        Declare(new TriggerWithParameters(trigger, argumentTypes));

    /// <inheritdoc cref="SetTriggerParameters(TTrigger, Type[])"/>
    public TriggerWithParameters<TArg0> SetTriggerParameters<TArg0>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0>(trigger));

    /// <inheritdoc cref="SetTriggerParameters(TTrigger, Type[])"/>
    public TriggerWithParameters<TArg0, TArg1> SetTriggerParameters<TArg0, TArg1>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0, TArg1>(trigger));

    /// <inheritdoc cref="SetTriggerParameters(TTrigger, Type[])"/>
    public TriggerWithParameters<TArg0, TArg1, TArg2> SetTriggerParameters<TArg0, TArg1, TArg2>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0, TArg1, TArg2>(trigger));

    private TDeclared Declare<TDeclared>(TDeclared declared)
        where TDeclared : TriggerWithParameters
    {
        if (!_parameters.TryAdd(declared.Trigger, declared))
            throw new InvalidOperationException($"The parameters of trigger '{declared.Trigger}' have been set before.");
        return declared;
    }
}
