using System.Reflection;
using System.Runtime.CompilerServices;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>Money is decimal and time is a time span: no signature of the rule book speaks of floating point.</summary>
public sealed class SignatureTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Numbers that are neither money nor time: coordinates of a drawing, and JSON's own numbers, which RFC 8785 defines as doubles.</summary>
    private static readonly string[] Exempt = ["PhaseStrip", "CanonicalNumber"];

    [Fact]
    public void No_signature_takes_or_gives_a_floating_point_number() =>
        Assert.Empty(typeof(Incident).Assembly.GetTypes()
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute), false) && !t.Name.Contains('<', StringComparison.Ordinal)
                && !Exempt.Contains(t.Name) && !Exempt.Contains(t.DeclaringType?.Name))
            .SelectMany(Floating));

    [Fact]
    public void One_that_does_is_noticed() =>
        Assert.Equal(["Priced.Each", "Priced.Money", "Priced.Sums", "Priced.Total"], Floating(typeof(Priced)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Floating(Type type) =>
        type.GetMembers(Declared).Where(m => !m.Name.Contains('<', StringComparison.Ordinal) && m is not MethodInfo { IsSpecialName: true, Name: ['g' or 's', 'e', 't', '_', ..] } && Speaks(m).Any(IsFloating))
            .Select(m => $"{type.Name}.{m.Name}");

    private static IEnumerable<Type> Speaks(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        _ => [],
    };

    private static bool IsFloating(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && IsFloating(type.GetElementType()!)) || (type.IsGenericType && type.GetGenericArguments().Any(IsFloating));

    private sealed class Priced
    {
        public decimal Price { get; init; }

        public double? Money { get; init; }

        public static float Total() => 1;

        public static void Each(double price) => _ = price;

        public static IReadOnlyList<(string Name, double Sum)> Sums() => [];
    }
}
