using System.Text.Json;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Alarms.Parsing;

/// <summary>The words of a state change as an envelope gave them; <see cref="Read"/> checks, normalises and caps them.</summary>
internal sealed record NoticeDraft
{
    internal string? Name { get; init; }

    internal string? AlarmArn { get; init; }

    internal string? Account { get; init; }

    internal string? Region { get; init; }

    internal string? OldState { get; init; }

    internal string? NewState { get; init; }

    internal string? ChangedAt { get; init; }

    internal string? Reason { get; init; }

    internal JsonElement? ReasonData { get; init; }

    internal string? Description { get; init; }

    internal string? Suppressed { get; init; }

    internal AlarmKind Kind { get; init; }

    internal IReadOnlyList<string> Children { get; init; } = [];

    internal IReadOnlyList<AlarmLabel> Dimensions { get; init; } = [];

    internal IReadOnlyList<AlarmLabel> Tags { get; init; } = [];

    /// <summary>A notice, or every reason why these words make none.</summary>
    internal AlarmReading Read()
    {
        var changedAt = AlarmTime.Read(ChangedAt);
        var newState = AlarmStateName.Read(NewState);
        var oldState = AlarmStateName.Read(OldState);
        string[] faults =
        [
            .. string.IsNullOrWhiteSpace(Name) ? ["the alarm's name is missing"] : Array.Empty<string>(),
            .. string.IsNullOrWhiteSpace(Account) ? ["the account is missing"] : Array.Empty<string>(),
            .. newState is null ? [$"the new state must be OK, ALARM or INSUFFICIENT_DATA, found {Found(NewState)}"] : Array.Empty<string>(),
            .. oldState is null && OldState is not null
                ? [$"the old state must be OK, ALARM or INSUFFICIENT_DATA, found {Found(OldState)}"]
                : Array.Empty<string>(),
            .. changedAt is null
                ? [$"the time of the change must be ISO 8601 with an offset, found {Found(ChangedAt)}"]
                : Array.Empty<string>(),
        ];
        return faults.Length == 0
            ? new AlarmReading.Notice(Notice(newState!.Value, oldState, changedAt!.Value))
            : new AlarmReading.NotAnAlarm($"not a readable alarm state change: {string.Join("; ", faults)}");
    }

    private AlarmNotice Notice(AlarmState newState, AlarmState? oldState, DateTimeOffset changedAt)
    {
        var arn = Arn.Read(AlarmArn);
        var region = NotBlank(arn?.Region) ?? NotBlank(Region);
        var account = Account!.Trim();
        var reason = AlarmText.Cap(Reason ?? "", AlarmText.ReasonLimit);
        return new AlarmNotice
        {
            AlarmName = AlarmText.Cap(Name!, AlarmText.NameLimit),
            AlarmArn = AlarmArn is null ? null : AlarmText.Cap(arn?.ToString() ?? AlarmArn, AlarmText.ArnLimit),
            AccountId = AlarmText.Cap(account, AlarmText.NameLimit),
            Region = region is null ? null : AlarmText.Cap(region, AlarmText.NameLimit),
            OldState = oldState,
            NewState = newState,
            StateChangedAt = changedAt,
            Reason = reason,
            Description = Description is null ? null : AlarmText.Cap(Description, AlarmText.DescriptionLimit),
            Kind = Kind,
            Children = Children,
            Dimensions = Dimensions,
            Tags = Tags,
            Suppressed = NotBlank(Suppressed) is { } suppressed ? AlarmText.Cap(suppressed, AlarmText.ArnLimit) : null,
            FirstBreachAt = newState == AlarmState.Alarm ? FirstBreach.Find(reason, ReasonData, changedAt) : null,
            Identity = AlarmText.Cap(
                $"{NotBlank(arn?.Account) ?? account}/{region ?? "?"}/{arn?.AlarmName ?? Name}", AlarmText.ArnLimit),
        };
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Found(string? text) => text is null ? "nothing" : $"\"{AlarmText.OneLine(text, 64)}\"";
}
