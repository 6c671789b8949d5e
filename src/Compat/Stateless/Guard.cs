using Stateless.Reflection;

namespace Stateless;

/// <summary>One condition on a reaction, and how it is named to people.</summary>
internal sealed class Guard(Func<object[], bool> passes, InvocationInfo method)
{
    public Func<object[], bool> Passes { get; } = passes;

    public InvocationInfo Method { get; } = method;

    public static Guard[] Of(Func<bool> guard, string? description)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return [new Guard(_ => guard(), new InvocationInfo(guard, description))];
    }

    public static Guard[] Of(Func<object[], bool> guard, string? description) =>
        OfArguments(guard, guard, description);

    public static Guard[] Of<TArg0>(Func<TArg0, bool> guard, string? description) =>
        OfArguments(guard, a => guard(Arguments.At<TArg0>(a, 0)), description);

    public static Guard[] Of<TArg0, TArg1>(Func<TArg0, TArg1, bool> guard, string? description) =>
        OfArguments(guard, a => guard(Arguments.At<TArg0>(a, 0), Arguments.At<TArg1>(a, 1)), description);

    public static Guard[] Of<TArg0, TArg1, TArg2>(Func<TArg0, TArg1, TArg2, bool> guard, string? description) =>
        OfArguments(
            guard,
            a => guard(Arguments.At<TArg0>(a, 0), Arguments.At<TArg1>(a, 1), Arguments.At<TArg2>(a, 2)),
            description);

    public static Guard[] Of(Tuple<Func<bool>, string>[] guards)
    {
        ArgumentNullException.ThrowIfNull(guards);
        return [.. guards.SelectMany(guard => Of(guard.Item1, guard.Item2))];
    }

    private static Guard[] OfArguments(Delegate guard, Func<object[], bool> passes, string? description)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return [new Guard(passes, new InvocationInfo(guard, description))];
    }
}
