using System.Globalization;
using System.Text;

namespace IncidentBot.Store;

/// <summary>Keeps a second process off a data folder: a file that is held open exclusively and contains the holder's process id.</summary>
/// <remarks>The operating system releases it when the process ends, however it ends; the file stays behind and means nothing.</remarks>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    internal static FolderLock Take(DataFolder folder)
    {
        try
        {
            // None is an exclusive flock on Unix, where cat can still read the file; Windows needs Read for that.
            var file = new FileStream(
                folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            file.Flush();
            return new FolderLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException($"{folder.Lock} cannot be written. Make the folder writable for the user that runs incidentbot.", e);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException(
                $"The data folder {folder.Path} is in use by another incidentbot; {folder.Lock} contains its process id. "
                + $"Stop that one, or set Store:Folder to another folder. ({e.Message})",
                e);
        }
    }

    public void Dispose() => _file.Dispose();
}
