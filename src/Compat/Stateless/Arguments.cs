namespace Stateless;

/// <summary>Reads typed arguments out of the array a trigger was fired with.</summary>
internal static class Arguments
{
    /// <summary>A trigger may be fired without its arguments; its delegates then get default values.</summary>
    public static T At<T>(object[] arguments, int position)
    {
        if (position >= arguments.Length)
            return default!;
        return arguments[position] switch
        {
            T value => value,
            null when default(T) is null => default!,
            var other => throw WrongType(position, other, typeof(T)),
        };
    }

    public static bool Fits(object? argument, Type type) => argument is null
        ? !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
        : type.IsInstanceOfType(argument);

    public static ArgumentException WrongType(int position, object? argument, Type expected) =>
        new($"The argument in position {position} is of type {argument?.GetType().ToString() ?? "null"} but must be of type {expected}.");
}
