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
            throw Unwritable(folder, e);
        }
        catch (IOException e) when (!IsHeld(e))
        {
            throw Unwritable(folder, e);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException(
                $"The data folder {folder.Path} is in use by another incidentbot; {folder.Lock} contains its process id. "
                + "Stop that one, or set Store:Folder to another folder.",
                e);
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK of flock on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xffff) is 32 or 33
        : e.HResult is 11 or 35;

    private static StoreUnavailableException Unwritable(DataFolder folder, Exception e) => new(
        $"The data folder {folder.Path} cannot be written to ({e.Message.TrimEnd('.')}). "
        + "Make it writable for the user that runs incidentbot, or set Store:Folder to another folder.", e);
}
