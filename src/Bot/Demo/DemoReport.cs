using System.Globalization;
using System.Text.Json;
using IncidentBot.Exports;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Incidents;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Demo;

/// <summary>What a headless demo leaves behind: the exports, summary.json, and every reason why it is not a success.</summary>
internal sealed class DemoReport(IServiceProvider services, DemoSettings settings, LossCount? lost, bool restored, string summary = "summary.json")
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Predicted beside actual, in a sentence.</summary>
    internal string Comparison { get; private set; } = "";

    /// <summary>Writes everything; answers what went wrong, empty for a success.</summary>
    internal async Task<IReadOnlyList<string>> Write(string id, CancellationToken cancel)
    {
        var faults = new List<string>();
        var folder = Directory.CreateDirectory(settings.Output).FullName;
        var incident = (await services.GetRequiredService<Situations>().Load(id, cancel)).Incident;
        var loss = incident.Failover.CommittedLoss;
        await Exports(id, folder, faults, cancel);

        if (!restored)
        {
            faults.Add($"The failover was refused; it ended {Words.Of(incident.Failover.State)}. Nothing irreversible has happened.");
        }
        else if (loss?.Bound is not { } bound || lost is null || lost.Lost > bound || lost.Window > loss.Exposure.Span)
        {
            faults.Add("The loss lay outside the predicted bound.");
        }
        else if (lost.SplitBrain > 0)
        {
            faults.Add($"{lost.SplitBrain} rows were accepted by the old region after the promotion.");
        }

        Comparison = lost is null || loss is null
            ? "Nothing was promoted, so nothing was lost to a promotion."
            : string.Create(CultureInfo.InvariantCulture,
                $"Predicted: at most {loss.Bound} writes within {loss.Exposure.Span.TotalSeconds:0.0} s. Counted on disk: {lost.Lost} writes within {lost.Window.TotalSeconds:0.0} s, of {lost.Acknowledged} acknowledged.");
        await File.WriteAllTextAsync(Path.Combine(folder, summary), JsonSerializer.Serialize(Summary(incident, loss), Indented) + "\n", cancel);
        return faults;
    }

    private object Summary(Incident incident, Workflow.Decisions.Loss? loss) => new
    {
        settings.Seed,
        State = Words.Of(incident.Failover.State),
        Predicted = loss is null ? null : new { Records = loss.Bound, Seconds = Seconds(loss.Exposure.Span) },
        Actual = lost is null ? null : new { Records = (long)lost.Lost, Seconds = Seconds(lost.Window) },
        DetectSeconds = Seconds(incident.DeclaredAt - incident.ImpactStart),
        DecideSeconds = Seconds(incident.Failover.CommittedAt - incident.DeclaredAt),
        RecoverSeconds = Seconds(incident.Failover.RestoredAt - incident.Failover.CommittedAt),
    };

    private async Task Exports(string id, string folder, List<string> faults, CancellationToken cancel)
    {
        var export = services.GetRequiredService<IncidentExport>();
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            if (await export.Write(id, format, cancel) is { } written)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.{Words.Of(format)}"), written.Text, cancel);
            }
            else
            {
                faults.Add($"{id} could not be exported as {Words.Of(format)}.");
            }
        }

        var json = await File.ReadAllTextAsync(Path.Combine(folder, $"{id}.json"), cancel);
        if (ExportVerifier.Verify(json, null, services.GetRequiredService<HeadSigner>().PublicKeyPem) is not ExportVerdict.Verified { Anchored: true })
        {
            faults.Add($"{id}.json does not verify.");
        }
    }

    private static decimal? Seconds(TimeSpan? span) => span is { } s ? Math.Round((decimal)s.TotalSeconds, 3) : null;
}
