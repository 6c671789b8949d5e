using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using IncidentBot.Bot.Tests.Conventions.Samples.Alarms;
using IncidentBot.Store;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Bot.Tests.Conventions;

public sealed partial class TypeTests
{
    /// <summary>What fails over is a service: the word is the field's own there, not a suffix for want of a name.</summary>
    private static readonly string[] Named = ["SimulatedService"];

    /// <summary>A parameter of these types knows the end of its call by itself: a request that is aborted, a local transaction that is seen through.</summary>
    private static readonly string[] KnowTheEnd = ["HttpContext", "EndpointFilterInvocationContext", "ChatWriting"];

    /// <summary>Seen through once begun: statements of a short local transaction, and a fetch that all callers share.</summary>
    private static readonly string[] SeenThrough = ["ChatWriting.", "HttpsSigningCertificates.FetchOnce"];

    private static readonly Type[] Samples = [typeof(Caller), typeof(OpenForInheritance), typeof(SampleManager)];

    private static IEnumerable<Type> Bot => Written(typeof(IEventStore).Assembly);

    [Fact]
    public void Classes_of_the_bot_are_sealed() => Assert.Equal("", string.Join('\n', Open(Bot)));

    [Fact]
    public void An_open_class_is_found() => Assert.Equal([typeof(OpenForInheritance).FullName!], Open(Samples));

    [Fact]
    public void Async_methods_take_a_cancellation_token_and_take_it_last() => Assert.Equal("", string.Join('\n', Deaf(Bot)));

    [Fact]
    public void An_async_method_that_cannot_be_cancelled_is_found() =>
        Assert.Equal(["SampleManager.Deaf", "SampleManager.NotLast", "SampleManager.Optional"], Deaf(Samples));

    [Fact]
    public void Types_are_named_after_what_they_are() => Assert.Equal("", string.Join('\n', Vague(Bot.Concat(Written(typeof(Incident).Assembly)))));

    [Fact]
    public void A_vague_name_is_found()
    {
        Assert.Equal(["SampleManager"], Vague(Samples));
        Assert.Matches(VagueWord(), "CommonThings");
        Assert.Matches(VagueWord(), "StepBase");
        Assert.Matches(VagueWord(), "HttpUtil");
        Assert.Matches(VagueWord(), "AlarmService");
        Assert.DoesNotMatch(VagueWord(), "DatabaseFile");
        Assert.DoesNotMatch(VagueWord(), "ServiceRecord");
        Assert.DoesNotMatch(VagueWord(), "Implication");
    }

    private static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes()
        .Where(t => t.Namespace?.StartsWith("IncidentBot", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal)
            && !t.IsDefined(typeof(CompilerGeneratedAttribute)) && t.DeclaringType?.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)) != true);

    private static List<string> Open(IEnumerable<Type> types) =>
        [.. types.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName!)];

    private static List<string> Deaf(IEnumerable<Type> types) =>
    [
        .. types.SelectMany(t => t.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
            .Where(m => m.IsDefined(typeof(AsyncStateMachineAttribute)) && !m.Name.Contains('<', StringComparison.Ordinal) && m.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(m => m.GetParameters().LastOrDefault(p => !p.IsDefined(typeof(ParamArrayAttribute))) is not { IsOptional: false, ParameterType: var last } || last != typeof(CancellationToken))
            .Where(m => !m.GetParameters().Any(p => KnowTheEnd.Contains(p.ParameterType.Name)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Where(name => !SeenThrough.Any(name.StartsWith)).Order(StringComparer.Ordinal),
    ];

    private static List<string> Vague(IEnumerable<Type> types) =>
        [.. types.Select(t => t.Name.Split('`')[0]).Where(name => VagueWord().IsMatch(name) && !Named.Contains(name))];

    [GeneratedRegex("(Manager|Helpers?|Util|Utils|Utility|Utilities|Common|Base|Impl)(?![a-z])|Service$")]
    private static partial Regex VagueWord();
}
