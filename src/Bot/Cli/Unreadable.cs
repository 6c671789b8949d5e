namespace IncidentBot.Cli;

/// <summary>Says in a person's words why a file that somebody named could not be read or written.</summary>
internal static class Unreadable
{
    /// <summary>Whether an exception means that a file could not be used, and not that the program is wrong.</summary>
    internal static bool Is(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <param name="path">As it was given; relative to the caller's folder.</param>
    internal static string Why(string path, Exception e) => path switch
    {
        _ when path.Trim().Length == 0 => "its name is empty",
        _ when Directory.Exists(path) => "it is a folder; name a file",
        _ => e switch
        {
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => $"there is no folder {Path.GetDirectoryName(Path.GetFullPath(path))}",
            PathTooLongException => "its name is too long",
            UnauthorizedAccessException => "the user that runs incidentbot has no permission to",
            ArgumentException => "this cannot be the name of a file",
            _ => e.Message.TrimEnd('.'),
        },
    };
}
