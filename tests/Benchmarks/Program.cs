using IncidentBot.Benchmarks;

if (RunOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RunOptions.Usage);
    return 64;
}

(string Name, Func<RunOptions, CancellationToken, Task<IReadOnlyList<Figure>>> Run)[] all =
[
    ("fold", FoldBenchmark.Run), ("decide", DecideBenchmark.Run), ("brief", BriefBenchmark.Run), ("append", AppendBenchmark.Run),
    ("sns", SnsBenchmark.Run), ("slack", SlackBenchmark.Run), ("teams", TeamsBenchmark.Run), ("storm", StormBenchmark.Run), ("postgres", PostgresBenchmark.Run), ("idle", IdleBenchmark.Run),
];
var chosen = all.Where(b => options.Only is null || b.Name == options.Only).ToArray();
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"No benchmark is called \"{options.Only}\"; there are {string.Join(", ", all.Select(b => b.Name))}.");
    return 64;
}

await Console.Out.WriteLineAsync(Figure.Header(DateTimeOffset.UtcNow, options.Short));
foreach (var (_, run) in chosen)
{
    foreach (var figure in await run(options, CancellationToken.None))
    {
        await Console.Out.WriteLineAsync(figure.Row());
    }
}

return 0;
