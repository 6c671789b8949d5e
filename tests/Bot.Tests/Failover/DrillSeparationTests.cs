using System.Collections;
using System.Reflection;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Failover;
using IncidentBot.People;
using IncidentBot.Store;
using IncidentBot.Workflow.Plans;
using Xunit;

namespace IncidentBot.Bot.Tests.Failover;

/// <summary>I11 by types and by what the program really puts together: nothing of production can be reached from a drill's performer.</summary>
public sealed class DrillSeparationTests : IDisposable
{
    /// <summary>Executors, allow-lists, clients and credentials of production.</summary>
    private static readonly Type[] Production =
    [
        typeof(HttpStep), typeof(ExecStep), typeof(StepActions), typeof(StepOptions), typeof(AwsClient), typeof(AwsStep), typeof(IAwsIdentity), typeof(StepUp), typeof(Enrolments),
    ];

    private static readonly BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_constructor_or_field_leads_from_a_drills_performer_to_production()
    {
        var seen = new HashSet<Type>();
        Walk(typeof(DrillStepPerformer), seen);

        Assert.Superset(new HashSet<Type> { typeof(DrillHttp), typeof(DrillExec), typeof(DrillOptions), typeof(CheckStep) }, seen);
        Assert.DoesNotContain(seen, t => Production.Any(p => p.IsAssignableFrom(t)));
    }

    [Fact]
    public void Drills_executors_take_no_real_action_and_real_executors_no_drills()
    {
        Assert.Equal([typeof(DrillAction.Exec), typeof(DrillAction.Http)], Taken(typeof(DrillExec), typeof(DrillHttp)));
        Assert.Equal([typeof(StepAction.Aws), typeof(StepAction.Exec), typeof(StepAction.Http)], Taken(typeof(AwsStep), typeof(ExecStep), typeof(HttpStep)));
        Assert.False(typeof(StepAction).IsAssignableFrom(typeof(DrillAction)) || typeof(DrillAction).IsAssignableFrom(typeof(StepAction)));
    }

    [Fact]
    public async Task In_the_running_program_the_two_performers_share_no_part_that_acts()
    {
        await using var outside = await Outside.Start(TestContext.Current.CancellationToken);
        await using var bot = await RunningBot.Start(folder.Path, SmallPlan.Of(outside));
        var drills = Graph(bot.Part<DrillStepPerformer>());
        var real = Graph(bot.Part<StepPerformer>());

        Assert.Contains(drills, o => o is DrillHttp);
        Assert.Contains(drills, o => o is DrillExec);
        Assert.DoesNotContain(drills, o => Production.Any(p => p.IsInstanceOfType(o)));
        Assert.Contains(real, o => o is HttpStep);
        Assert.DoesNotContain(real, o => o is DrillHttp or DrillExec or DrillActions);
        Assert.Empty(drills.OfType<HttpClient>().Intersect(real.OfType<HttpClient>()));
        Assert.Single(drills.OfType<HttpClient>());
    }

    private static IEnumerable<Type> Taken(params Type[] executors) =>
        executors.SelectMany(e => e.GetMethods(Any | BindingFlags.Static)).Where(m => !m.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)
            .Where(t => typeof(StepAction).IsAssignableFrom(t) || typeof(DrillAction).IsAssignableFrom(t)).Distinct().OrderBy(t => t.FullName);

    /// <summary>Whatever a type is made of, or keeps, as far as the bot's own types go.</summary>
    private static void Walk(Type type, HashSet<Type> seen)
    {
        var parts = type.GetConstructors(Any).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType).Concat(type.GetFields(Any).Select(f => f.FieldType));
        foreach (var part in parts.SelectMany(t => t.GenericTypeArguments.Append(t)).Where(t => t.Namespace?.StartsWith("IncidentBot.", StringComparison.Ordinal) == true))
        {
            if (seen.Add(part) && !part.IsInterface)
            {
                Walk(part, seen);
            }
        }
    }

    /// <summary>Every object that is reached over fields: the bot's own, what they keep lists of, and their clients. The log is where it ends.</summary>
    private static HashSet<object> Graph(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var open = new Queue<object>([root]);
        while (open.TryDequeue(out var at))
        {
            for (var type = at.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var value in type.GetFields(Any).Select(f => f.GetValue(at)).SelectMany(Each))
                {
                    if (value is not (IEventStore or string) && IsOurs(value.GetType()) && seen.Add(value))
                    {
                        open.Enqueue(value);
                    }
                }
            }
        }

        return seen;
    }

    private static IEnumerable<object> Each(object? value) => value switch
    {
        null => [],
        IEnumerable many => many.Cast<object?>().OfType<object>().Append(value),
        _ => [value],
    };

    private static bool IsOurs(Type type) => type == typeof(HttpClient) || type.Namespace?.StartsWith("IncidentBot", StringComparison.Ordinal) == true
        || type.GenericTypeArguments.Any(IsOurs);
}
