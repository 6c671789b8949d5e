namespace IncidentBot.Store;

/// <summary>The files of a data folder.</summary>
internal sealed class DataFolder(string folder)
{
    /// <summary>The folder's full path; a relative one means the caller's folder.</summary>
    internal string Path { get; } = System.IO.Path.GetFullPath(folder);

    internal string Database => System.IO.Path.Combine(Path, "incidentbot.db");

    internal string Lock => System.IO.Path.Combine(Path, "incidentbot.lock");

    internal string SigningKey => System.IO.Path.Combine(Path, "signing-key.pem");

    internal string PublicKey => System.IO.Path.Combine(Path, "signing-key.pub.pem");

    internal void Create()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The data folder {Path} cannot be made ({e.Message.TrimEnd('.')}). Make the folder above it writable for the user that runs incidentbot, or set Store:Folder to another folder.", e);
        }
    }
}
