using System.Text.Json.Serialization;

namespace IncidentBot.Workflow.Plans;

/// <summary>What a drill does in place of a step's action: of a family of its own, so that no executor takes the one for the other.</summary>
/// <remarks>Texts may hold the placeholders of <see cref="StepText"/>. A plan's `drill:` is the only place where one is written.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Exec), "exec")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Check), "check")]
[JsonDerivedType(typeof(Wait), "wait")]
public abstract record DrillAction
{
    private DrillAction()
    {
    }

    /// <summary>A person rehearses it and says how it went.</summary>
    public sealed record Ask(string Instruction) : DrillAction;

    /// <summary>A program of the drills' own allow-list, started without the bot's environment.</summary>
    public sealed record Exec(string Program, IReadOnlyList<string> Arguments) : DrillAction;

    /// <summary>One HTTP request to a rehearsal target.</summary>
    public sealed record Http(
        string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body,
        IReadOnlyList<int> ExpectStatus, string? ExpectBody) : DrillAction, IHttpCall;

    /// <summary>Waits until a condition on a reading holds.</summary>
    public sealed record Check(ReadingCheck Condition) : DrillAction;

    /// <summary>Waits a fixed time.</summary>
    public sealed record Wait(TimeSpan For) : DrillAction;
}

/// <summary>How a step is rehearsed. What is null here and not in the step is asked of a person.</summary>
public sealed record DrillStep(DrillAction Do, DrillAction? Verify, DrillAction? Undo);

/// <summary>One HTTP request and the answer that is expected of it, whoever sends it.</summary>
public interface IHttpCall
{
    string Method { get; }

    string Url { get; }

    IReadOnlyDictionary<string, string> Headers { get; }

    string? Body { get; }

    /// <summary>Empty: 200 to 299.</summary>
    IReadOnlyList<int> ExpectStatus { get; }

    /// <summary>A text that the body must contain; null: any body.</summary>
    string? ExpectBody { get; }
}
