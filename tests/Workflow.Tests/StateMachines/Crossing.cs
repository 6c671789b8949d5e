using Stateless;

namespace IncidentBot.Workflow.Tests.StateMachines;

/// <summary>Running is the superstate of Draining and Cutting wherever a test makes it one.</summary>
internal enum State
{
    Idle,
    Armed,
    Running,
    Draining,
    Cutting,
    Done,
}

internal enum Trigger
{
    Arm,
    Start,
    Next,
    Check,
    Abort,
}

/// <summary>A machine with its state outside and a journal of everything that was called, in order.</summary>
internal sealed class Crossing
{
    private State _state;

    public Crossing(State initial, FiringMode mode = FiringMode.Queued)
    {
        _state = initial;
        Machine = new StateMachine<State, Trigger>(() => _state, Write, mode);
        Machine.OnTransitioned(t => Journal.Add($"transitioned {t.Source} {t.Destination}"));
        Machine.OnTransitionCompleted(t => Journal.Add($"completed {t.Source} {t.Destination}"));
    }

    public StateMachine<State, Trigger> Machine { get; }

    public List<string> Journal { get; } = [];

    /// <summary>Configures the state with an entry and an exit action that write into the journal.</summary>
    public StateMachine<State, Trigger>.StateConfiguration Configure(State state) => Machine.Configure(state)
        .OnEntry(() => Journal.Add($"entry {state}"))
        .OnExit(() => Journal.Add($"exit {state}"));

    private void Write(State state)
    {
        Journal.Add($"write {state}");
        _state = state;
    }
}
