namespace IncidentBot.Acceptance.Soak;

/// <summary>A plan file for each service, from one template.</summary>
internal static class SoakPlans
{
    internal static IReadOnlyList<string> Services(int count) => [.. Enumerable.Range(1, count).Select(n => $"shop{n:000}")];

    internal static async Task Write(string folder, IReadOnlyList<string> services, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Soak", "soak-plan.yaml"), cancel);
        foreach (var (service, number) in services.Select((s, i) => (s, i)))
        {
            var plan = template.Replace("AUTO-PREPARE", number % 2 == 0 ? "true" : "false", StringComparison.Ordinal).Replace("SERVICE", service, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{service}.yaml"), plan, cancel);
        }
    }
}
