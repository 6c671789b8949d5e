using System.Runtime.InteropServices;
using IncidentBot.Cli;

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
return await CommandLine.Run(args, stop.Token);

// The first signal asks every verb to end in its own way; a second one ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
