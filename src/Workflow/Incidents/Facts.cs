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
        var known = deciding.Incident.RoomFaults.Where(f => f.Platform == command.Platform && f.Room == command.Room).ToList();
        var parts = command.Parts.Except(known.Where(f => f.Cause == command.Cause).SelectMany(f => f.Parts)).ToList();
        if (parts.Count == 0 && (command.Parts.Count > 0 || known.Any(f => f.Problem == command.Problem)))
        {
            return null;
        }

        var problem = parts.Count == command.Parts.Count ? command.Problem : RoomFault.Words(command.Room, parts, command.Cause);
        deciding.Emit(new IncidentEvent.RoomDegraded(command.Platform, problem, command.Remedy) { Room = command.Room, Parts = parts, Cause = command.Cause });
        return null;
    }

    internal static Refusal? NoteRoomMended(Deciding deciding, IncidentCommand.NoteRoomMended command)
    {
        var refused = deciding.Incident.RoomFaults.Where(f => f.Platform == command.Platform && f.Room == command.Room).SelectMany(f => f.Parts);
        if (command.Parts.Intersect(refused).ToList() is { Count: > 0 } mended)
        {
            deciding.Emit(new IncidentEvent.RoomMended(command.Platform, command.Room, mended));
        }

        return null;
    }
}
