using System.Collections.Immutable;
using System.Reflection;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>One instance of any record of the rule book, made by its constructor from the simplest parts.</summary>
internal static class Specimen
{
    internal static IEnumerable<Type> CasesOf(Type family) =>
        family.GetNestedTypes(BindingFlags.Public).Where(t => t is { IsAbstract: false } && family.IsAssignableFrom(t));

    internal static T Of<T>(Type type)
        where T : class => (T)Make(type)!;

    private static object? Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return null;
        }

        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type).GetValue(0),
            _ when type == typeof(string) => "x",
            _ when type == typeof(FailoverPlan) => Some.Plan(),
            _ when type == typeof(StepAction) => new StepAction.Manual("x"),
            _ when type == typeof(ReadingSource) => new ReadingSource.Person("x"),
            _ when type == typeof(DateTimeOffset) => Some.T0,
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
            { IsValueType: true } => Activator.CreateInstance(type),
            { IsGenericType: true } => Collection(type),
            _ => Record(type),
        };
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} has no public constructor.");
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType))]);
    }

    private static object Collection(Type type)
    {
        var parts = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(IReadOnlyDictionary<,>) ? Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(parts))!
            : definition == typeof(ImmutableDictionary<,>) ? type.GetField("Empty")!.GetValue(null)!
            : Array.CreateInstance(parts[0], 0);
    }
}
