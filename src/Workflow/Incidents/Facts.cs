namespace IncidentBot.Workflow.Incidents;

/// <summary>What people and readings say: notes, pins, the failure mode, impact, samples, rooms.</summary>
internal static class Facts
{
    /// <summary>An older beginning is a slip of the pen, and every number on the card would follow it.</summary>
    private static readonly TimeSpan LongestImpact = TimeSpan.FromDays(30);

    internal static Refusal? Record(Deciding deciding, IncidentCommand.RecordReadings command)
    {
        // A sample that is not newer than the one held says nothing new; a changed problem does.
        var news = command.Readings.Where(r =>
            !deciding.Incident.Readings.TryGetValue(r.Id, out var known)
            || r.SampledAt > known.SampledAt || r.Problem != known.Problem).OrderBy(r => r.SampledAt).ToList();
        var rate = command.WriteRate is { } w && !(deciding.Incident.WriteRate?.SampledAt >= w.SampledAt) ? w : null;
        if (news.Count > 0 || rate is not null || command.BotRegion != deciding.Incident.BotRegion)
        {
            deciding.Emit(new IncidentEvent.ReadingsTaken(news, rate) { BotRegion = command.BotRegion });
        }

        return null;
    }

    internal static Refusal? Note(Deciding deciding, IncidentCommand.TakeNote command)
    {
        if (string.IsNullOrWhiteSpace(command.Text))
        {
            return Refusal.Because("empty-note", "The note is empty.", "`note what you saw`");
        }

        deciding.Emit(new IncidentEvent.NoteTaken(command.Text.Trim()));
        return null;
    }

    internal static Refusal? Pin(Deciding deciding, IncidentCommand.PinMessage command)
    {
        deciding.Emit(new IncidentEvent.MessagePinned(command.Author, command.SaidAt, command.Text, command.Link));
        return null;
    }

    internal static Refusal? Classify(Deciding deciding, IncidentCommand.ClassifyMode command)
    {
        deciding.Emit(new IncidentEvent.ModeClassified(command.Mode, deciding.Incident.Mode,
            string.IsNullOrWhiteSpace(command.Reason) ? $"Stated by {deciding.Actor.Name}." : command.Reason));
        Turning.AfterMove(deciding);
        return null;
    }

    internal static Refusal? StateImpact(Deciding deciding, IncidentCommand.StateImpact command)
    {
        var reasons = new List<string>();
        if (command.Start > deciding.Now)
        {
            reasons.Add($"Impact cannot start in the future ({Durations.Stamp(command.Start.Value)}).");
        }

        if (command.Start < deciding.Now - LongestImpact)
        {
            reasons.Add($"Impact cannot have begun more than {LongestImpact.Days} days ago ({Durations.Stamp(command.Start.Value)}).");
        }

        if (command.AffectedShare is < 0 or > 1)
        {
            reasons.Add("The affected share is between 0 % and 100 %.");
        }

        if (command.Start is null && command.AffectedShare is null)
        {
            reasons.Add("Nothing was stated.");
        }

        if (reasons.Count > 0)
        {
            return new Refusal("bad-impact", reasons, ["`impact since 02:06 affected 40%`"]);
        }

        deciding.Emit(new IncidentEvent.ImpactStated(command.Start, deciding.Incident.ImpactStart, command.AffectedShare, command.Reason));
        return null;
    }

    internal static Refusal? NoteRoom(Deciding deciding, IncidentCommand.NoteRoom command)
    {
        if (deciding.Incident.Rooms.Contains(command.Room))
        {
            return null;
        }

        deciding.Emit(new IncidentEvent.RoomOpened(command.Room));
        return null;
    }

    internal static Refusal? NoteRoomTrouble(Deciding deciding, IncidentCommand.NoteRoomTrouble command)
    {
        deciding.Emit(new IncidentEvent.RoomDegraded(command.Platform, command.Problem, command.Remedy));
        return null;
    }
}
