using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Incidents;

namespace IncidentBot.Benchmarks;

/// <summary>Decides one command on a realistic incident; the median of batches, and what one decision allocates.</summary>
internal static class DecideBenchmark
{
    private static readonly TimeSpan Goal = TimeSpan.FromMicroseconds(20);

    internal static Task<IReadOnlyList<Figure>> Run(RunOptions options, CancellationToken cancel)
    {
        var armed = SampleIncident.Armed();
        var proposed = SampleIncident.Proposed();
        var wrong = new IncidentCommand.Press("PROMOTE eu-west-1 LOSE 1");
        var right = new IncidentCommand.Press(PressPhrase.For("eu-west-1", Outlook.LossAt(armed.Situation.Incident, armed.Now)?.Bound));
        (string Name, bool Refused, SampleIncident On, Person? By, IncidentCommand Command)[] cases =
        [
            ("press, armed", false, armed, SampleIncident.Maya, right),
            ("press refused, armed", true, armed, SampleIncident.Maya, wrong),
            ("note, armed", false, armed, SampleIncident.Ravi, new IncidentCommand.TakeNote("Shard 7 is slow.")),
            ("seven readings, armed", false, armed, null, armed.Readings(fenced: 1, later: TimeSpan.FromMilliseconds(500))),
            ("approve, proposed", false, proposed, SampleIncident.Maya, SampleIncident.Approval()),
        ];
        var batch = options.Pick(50, 200);
        var figures = new List<Figure>();
        foreach (var (name, refused, on, by, command) in cases)
        {
            if (on.Try(by, command).Refusal is null == refused)
            {
                throw new InvalidOperationException($"\"{name}\" was not decided as it should be: {on.Try(by, command).Refusal}");
            }
        }

        var times = Rounds.ProcessorMedians(options.Pick(1, 200), options.Pick(2, 101), [.. cases.Select(c => (Action)(() =>
        {
            for (var i = 0; i < batch; i++)
            {
                c.On.Try(c.By, c.Command);
            }
        }))]);
        cancel.ThrowIfCancellationRequested();
        foreach (var (found, time) in cases.Zip(times))
        {
            var one = time / batch;
            var allocated = Rounds.Allocated(() => found.On.Try(found.By, found.Command), 200);
            figures.Add(new($"decide: {found.Name}", "less than 20 µs", $"{Figure.Time(one)} of processor time, allocates {Figure.Bytes(allocated)}", "", null, one < Goal));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }
}
