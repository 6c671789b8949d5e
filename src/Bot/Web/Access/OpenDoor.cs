namespace IncidentBot.Web.Access;

/// <summary>Marks an endpoint that asks for no key: whoever calls proves itself by a signature or a key of its own, or it tells nothing.</summary>
internal sealed class OpenDoor
{
    internal static OpenDoor Mark { get; } = new();
}

/// <summary>Marks endpoints.</summary>
internal static class OpenDoors
{
    /// <summary>The endpoint is reached without the web's key. Without this mark every address asks for it, also one that does not exist.</summary>
    internal static T WithoutKey<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(OpenDoor.Mark);
}
