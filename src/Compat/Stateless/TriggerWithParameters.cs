namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>A trigger together with the types of the arguments it is fired with.</summary>
    public class TriggerWithParameters
    {
        private readonly Type[] _types;

        internal TriggerWithParameters(TTrigger trigger, params Type[] types)
        {
            ArgumentNullException.ThrowIfNull(types);
            Trigger = trigger;
            _types = types;
        }

        public TTrigger Trigger { get; }

        public IEnumerable<Type> ArgumentTypes => _types;

        /// <summary>Accepts no arguments at all, or one of the right type for each place.</summary>
        /// <exception cref="ArgumentException">There are too many or too few, or one has the wrong type.</exception>
        public void ValidateParameters(object[] parameters)
        {
            ArgumentNullException.ThrowIfNull(parameters);
            if (parameters.Length == 0)
                return;
            if (parameters.Length != _types.Length)
            {
                var amount = parameters.Length > _types.Length ? "many" : "few";
                throw new ArgumentException(
                    $"Too {amount} parameters have been supplied. Expecting {_types.Length} but got {parameters.Length}.");
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                if (!Arguments.Fits(parameters[i], _types[i]))
                    throw Arguments.WrongType(i, parameters[i], _types[i]);
            }
        }
    }

    /// <summary>A trigger fired with one argument.</summary>
    public sealed class TriggerWithParameters<TArg0> : TriggerWithParameters
    {
        internal TriggerWithParameters(TTrigger trigger)
            : base(trigger, typeof(TArg0))
        {
        }
    }

    /// <summary>A trigger fired with two arguments.</summary>
    public sealed class TriggerWithParameters<TArg0, TArg1> : TriggerWithParameters
    {
        internal TriggerWithParameters(TTrigger trigger)
            : base(trigger, typeof(TArg0), typeof(TArg1))
        {
        }
    }

    /// <summary>A trigger fired with three arguments.</summary>
    public sealed class TriggerWithParameters<TArg0, TArg1, TArg2> : TriggerWithParameters
    {
        internal TriggerWithParameters(TTrigger trigger)
            : base(trigger, typeof(TArg0), typeof(TArg1), typeof(TArg2))
        {
        }
    }
}
