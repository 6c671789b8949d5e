using IncidentBot.Cli;

return await CommandLine.Run(args, CancellationToken.None);
