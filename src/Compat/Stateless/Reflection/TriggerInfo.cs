namespace Stateless.Reflection;

/// <summary>A trigger of a machine.</summary>
public sealed class TriggerInfo
{
    internal TriggerInfo(object trigger) => UnderlyingTrigger = trigger;

    public object UnderlyingTrigger { get; }

    public override string ToString() => UnderlyingTrigger.ToString() ?? "";
}
