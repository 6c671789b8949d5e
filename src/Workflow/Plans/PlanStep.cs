using System.Text.Json.Serialization;

namespace IncidentBot.Workflow.Plans;

/// <summary>When a step runs: before the point of no return, after it, or to prove that service is back.</summary>
public enum StepPhase
{
    Prepare,
    Commit,
    Verify,
}

/// <summary>One step of a plan: what it does, how its effect is proven, how it is undone, and how long it may take.</summary>
public sealed record PlanStep
{
    /// <summary>Lower-case letters, digits and hyphens; unique in the plan.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required StepPhase Phase { get; init; }

    public required StepAction Action { get; init; }

    /// <summary>Succeeds exactly when the step's effect is present; decides what happened to a step whose outcome was lost.</summary>
    public StepAction? Verify { get; init; }

    /// <summary>Takes the effect back; required of every reversible step that has one.</summary>
    public StepAction? Undo { get; init; }

    /// <summary>False from the point of no return on.</summary>
    public required bool Reversible { get; init; }

    /// <summary>This step stops writes to the primary.</summary>
    public bool Fence { get; init; }

    /// <summary>This step moves users to the target; it runs only after a verified promotion.</summary>
    public bool ShiftsTraffic { get; init; }

    /// <summary>Running it twice has the effect of running it once; only such steps are retried by the bot itself.</summary>
    public bool Idempotent { get; init; }

    /// <summary>How long one attempt may take; then it has timed out. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many attempts the bot makes by itself; above 1 only for idempotent steps.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The plan's own estimate, shown as such until runs have been recorded.</summary>
    public required TimeSpan Estimate { get; init; }

    /// <summary>How a drill performs it; null: a person is asked.</summary>
    public DrillStep? Drill { get; init; }

    /// <summary>True in a drill's plan where a person does or proves what the bot would: its time says nothing about the real step. Null otherwise.</summary>
    public bool? StandIn { get; init; }
}

/// <summary>What a step, a verify probe or an undo does. Texts may hold the placeholders of <see cref="StepText"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Manual), "manual")]
[JsonDerivedType(typeof(Exec), "exec")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Aws), "aws")]
[JsonDerivedType(typeof(Parallel), "parallel")]
[JsonDerivedType(typeof(Check), "check")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Rehearse), "rehearse")]
public abstract record StepAction
{
    private StepAction()
    {
    }

    /// <summary>A person does it and attaches evidence.</summary>
    public sealed record Manual(string Instruction) : StepAction;

    /// <summary>An allow-listed program with an argument list and no shell; succeeds on exit code 0.</summary>
    public sealed record Exec(string Program, IReadOnlyList<string> Arguments) : StepAction;

    /// <summary>One HTTP request; succeeds on an expected status (default 200-299) and, where given, a body that contains a text.</summary>
    public sealed record Http(
        string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body,
        IReadOnlyList<int> ExpectStatus, string? ExpectBody) : StepAction, IHttpCall;

    /// <summary>One signed call of an AWS service, sent at most once; succeeds on a 2xx whose answer says all that is expected of it.</summary>
    /// <param name="Endpoint">The address of the service, without path: nothing is guessed from the region.</param>
    /// <param name="Service">The signing name.</param>
    /// <param name="Region">The signing region.</param>
    /// <param name="Version">Of <see cref="AwsProtocol.Json"/> "1.0" or "1.1", of <see cref="AwsProtocol.Query"/> the date of the API; null otherwise.</param>
    /// <param name="Target">The prefix of X-Amz-Target; of <see cref="AwsProtocol.Json"/> only.</param>
    /// <param name="Method">Of the REST protocols only.</param>
    /// <param name="Path">Path and query; of the REST protocols only.</param>
    /// <param name="Parameters">Of <see cref="AwsProtocol.Query"/> only.</param>
    /// <param name="Expect">Each an <see cref="AnswerCheck"/>.</param>
    public sealed record Aws(
        string Endpoint, string Service, string Region, string Operation, AwsProtocol Protocol, string? Version, string? Target, string? Method, string? Path,
        IReadOnlyDictionary<string, string> Parameters, string? Body, IReadOnlyList<string> Expect) : StepAction;

    /// <summary>Several actions at once, by name; all are seen through, and it succeeds when all do.</summary>
    public sealed record Parallel(IReadOnlyDictionary<string, StepAction> Actions) : StepAction;

    /// <summary>Waits until a condition on a reading holds.</summary>
    public sealed record Check(ReadingCheck Condition) : StepAction;

    /// <summary>Waits a fixed time.</summary>
    public sealed record Wait(TimeSpan For) : StepAction;

    /// <summary>A drill's action in the place of a real one; only a drill's performer takes it, and it takes nothing else.</summary>
    public sealed record Rehearse(DrillAction Act) : StepAction;
}
