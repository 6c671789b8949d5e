namespace IncidentBot.Workflow.Incidents;

/// <summary>What spans the incidents of one service, folded from its stream: the open incident, the failover slot, the last epoch.</summary>
public sealed record ServiceRecord
{
    public static ServiceRecord None { get; } = new();

    public long Version { get; init; }

    public string? OpenIncident { get; init; }

    /// <summary>The incident whose failover holds the slot.</summary>
    public string? FailoverOf { get; init; }

    /// <summary>The largest epoch taken so far; 0 before the first.</summary>
    public long Epoch { get; init; }

    /// <summary>When the last promotion's failover ended (UTC); G12 wants it over an hour ago, or waived.</summary>
    public DateTimeOffset? LastPromotionAt { get; init; }

    /// <summary>The region that the last promotion moved the service to; null while none has.</summary>
    public string? ServesFrom { get; init; }

    /// <summary>Folds one event; throws on a case it does not know.</summary>
    public static ServiceRecord Evolve(ServiceRecord state, ServiceEvent happened)
    {
        var next = happened switch
        {
            ServiceEvent.IncidentOpened e => state with { OpenIncident = e.Incident },
            ServiceEvent.IncidentEnded => state with { OpenIncident = null },
            ServiceEvent.EpochTaken e => state with { Epoch = e.Epoch },
            ServiceEvent.FailoverBegun e => state with { FailoverOf = e.Incident },
            ServiceEvent.FailoverEnded e => state with
            {
                FailoverOf = null,
                LastPromotionAt = e.MovedTo is null ? state.LastPromotionAt : e.At,
                ServesFrom = e.MovedTo ?? state.ServesFrom,
            },
            _ => throw new InvalidOperationException($"No fold for the service event '{happened.GetType().Name}'."),
        };
        return next with { Version = state.Version + 1 };
    }
}
