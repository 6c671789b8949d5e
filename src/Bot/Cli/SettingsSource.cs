using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Cli;

/// <summary>A settings file that is read again when it changes. A change that has a fault counts for nothing: what was read before stays.</summary>
/// <remarks>The platform's own reader empties the settings when a file is broken or gone, and with them the list of people, in the middle of an incident.</remarks>
internal sealed class SettingsSource(string file, bool watched) : IConfigurationSource
{
    internal string File => file;

    /// <summary>A change was refused, with its faults; on a thread of the watcher's.</summary>
    internal event Action<IReadOnlyList<string>>? Refused;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this, watched);

    private sealed class Provider : ConfigurationProvider, IDisposable
    {
        // An editor writes in several steps; the platform's own reader waits as long.
        private const int SettleMilliseconds = 250;

        private readonly SettingsSource source;
        private readonly PhysicalFileProvider? folder;
        private readonly IDisposable? watch;

        internal Provider(SettingsSource source, bool watched)
        {
            this.source = source;
            if (watched && Path.GetDirectoryName(source.File) is { } parent && Directory.Exists(parent))
            {
                folder = new PhysicalFileProvider(parent);
                watch = ChangeToken.OnChange(() => folder.Watch(Path.GetFileName(source.File)), Again);
            }
        }

        public override void Load() => Data = SettingsText.Read(source.File);

        public void Dispose()
        {
            watch?.Dispose();
            folder?.Dispose();
        }

        private void Again()
        {
            Thread.Sleep(SettleMilliseconds);
            IReadOnlyList<string> faults;
            try
            {
                var read = SettingsText.Read(source.File);
                faults = SettingsShape.Faults(new ConfigurationBuilder().AddInMemoryCollection(read).Build()).Select(f => f.Text).ToList();
                if (faults.Count == 0)
                {
                    Data = read;
                    OnReload();
                    return;
                }
            }
            catch (ConfigurationException e)
            {
                faults = e.Faults;
            }

            source.Refused?.Invoke(faults);
        }
    }
}

/// <summary>Tells in the log of a changed settings file that counts for nothing.</summary>
internal sealed class SettingsWatch(SettingsSource source, ILogger<SettingsWatch> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancel)
    {
        source.Refused += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel)
    {
        source.Refused -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(IReadOnlyList<string> faults) =>
        log.LogError("The settings file was changed and is faulty, so that all settings stay as they were: {Faults}", string.Join(" ", faults));
}
