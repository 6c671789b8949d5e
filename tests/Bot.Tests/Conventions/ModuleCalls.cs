using System.Reflection;
using System.Reflection.Emit;

namespace IncidentBot.Bot.Tests.Conventions;

/// <summary>What the code of an assembly's modules (the folders right under IncidentBot) uses of other modules, read from its metadata and instructions.</summary>
internal static class ModuleCalls
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>Each use of another module's type, as (module, type used); within the given root namespace only.</summary>
    internal static IReadOnlySet<(string Module, Type Used)> Of(IEnumerable<Type> types, string root) => types
        .Where(t => Module(t, root) is not null)
        .SelectMany(t => UsedBy(t).SelectMany(Parts).Where(u => u.Assembly == t.Assembly).Select(Outer)
            .Where(u => Module(u, root) is { } other && other != Module(t, root))
            .Select(u => (Module(t, root)!, u)))
        .ToHashSet();

    /// <summary>The module of a type: the first part of its namespace below the root; null for the root itself and for strangers.</summary>
    internal static string? Module(Type type, string root) =>
        Outer(type).Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    private static IEnumerable<Type> UsedBy(Type type) => new[] { type.BaseType }.OfType<Type>()
        .Concat(type.GetInterfaces())
        .Concat(type.GetFields(Declared).Select(f => f.FieldType))
        .Concat(type.GetConstructors(Declared).Cast<MethodBase>().Concat(type.GetMethods(Declared)).SelectMany(UsedBy));

    private static IEnumerable<Type> UsedBy(MethodBase method) => method.GetParameters().Select(p => p.ParameterType)
        .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : [])
        .Concat(method.GetMethodBody() is { } body
            ? body.LocalVariables.Select(v => v.LocalType).Concat(Tokens(body.GetILAsByteArray()!).SelectMany(token => Named(method, token)))
            : []);

    private static IEnumerable<Type> Named(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type type => [type],
            MethodInfo { IsGenericMethod: true } called => [called.DeclaringType!, .. called.GetGenericArguments()],
            { DeclaringType: { } declaring } => [declaring],
            _ => [],
        };
    }

    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(il, at);
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
