namespace IncidentBot.Updates;

/// <summary>Finds the folder that <see cref="UpdateOptions.Templates"/> means.</summary>
internal sealed class TemplateFolder(IHostEnvironment host)
{
    internal string ContentRoot => host.ContentRootPath;

    /// <summary>The full path, or null if there is no such folder.</summary>
    internal string? Find(UpdateOptions options) =>
        new[] { host.ContentRootPath, AppContext.BaseDirectory }
            .Select(root => Path.GetFullPath(options.Templates, root))
            .FirstOrDefault(Directory.Exists);
}
