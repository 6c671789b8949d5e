namespace Stateless.Reflection;

/// <summary>A guard, action or selector as it is named to people.</summary>
public sealed class InvocationInfo
{
    internal InvocationInfo(Delegate method, string? description)
    {
        MethodName = method.Method.Name;
        Description = description ?? DefaultFunctionDescription;
    }

    /// <summary>What a delegate without a description is called.</summary>
    public static string DefaultFunctionDescription => "Function";

    public string MethodName { get; }

    public string Description { get; }

    /// <summary>Always false: there are no asynchronous callbacks here.</summary>
    public bool IsAsync { get; }
}
