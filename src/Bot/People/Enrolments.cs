using System.Security.Cryptography;
using System.Text.Json;
using IncidentBot.Store;
using IncidentBot.Workflow;
using Microsoft.AspNetCore.DataProtection;

namespace IncidentBot.People;

/// <summary>The secrets of one-time codes, encrypted at rest; files in the data folder that only their owner may read.</summary>
/// <remarks>
/// <c>step-up/PERSON.secret.json</c> is written by enrolment alone, which may run beside the bot. What of them is used up is in the store.
/// The key ring is <c>step-up/keys</c>. A file is written whole beside the old one, made durable, and put in its place.
/// </remarks>
/// <param name="data">The data folder.</param>
internal sealed class Enrolments(string data)
{
    private const string Purpose = "IncidentBot.StepUp.v1";
    private const int SecretBytes = 20;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Path.Combine(data, "step-up");
    private readonly Lazy<IDataProtector> protector = new(() => Protector(Path.Combine(data, "step-up")));

    /// <summary>Whether this person has one-time codes; looks at files alone.</summary>
    internal bool Has(string person) => File.Exists(SecretFile(person));

    /// <summary>Makes and stores a new secret, in place of an earlier one; it is shown to its owner once, and never again.</summary>
    internal byte[] Enrol(string person)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        Write(SecretFile(person), new StoredSecret(Guid.NewGuid().ToString("N"), Convert.ToBase64String(protector.Value.Protect(secret))));
        return secret;
    }

    /// <summary>The secret of a person and which enrolment it belongs to; null if they are not enrolled.</summary>
    internal (string Enrolment, byte[] Secret)? Secret(string person)
    {
        if (!Has(person))
        {
            return null;
        }

        try
        {
            var stored = Read<StoredSecret>(SecretFile(person));
            return (stored.Enrolment, protector.Value.Unprotect(Convert.FromBase64String(stored.Protected)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            throw new StoreUnavailableException(
                $"The one-time code secret of {person} cannot be decrypted: {folder} and its keys must be kept together. Enrol again with `incidentbot people enroll {person} --replace`.", e);
        }
    }

    private string SecretFile(string person) => Path.Combine(folder, $"{person}.secret.json");

    private static IDataProtector Protector(string folder)
    {
        MakeFolder(folder);
        var keys = Path.Combine(folder, "keys");
        MakeFolder(keys);
        return DataProtectionProvider.Create(new DirectoryInfo(keys), builder => builder.SetApplicationName("IncidentBot")).CreateProtector(Purpose);
    }

    private static void MakeFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
                return;
            }

            const UnixFileMode owner = OwnerFile | UnixFileMode.UserExecute;
            Directory.CreateDirectory(path, owner);
            File.SetUnixFileMode(path, owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The folder {path} cannot be made or kept to its owner: {e.Message}", e);
        }
    }

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(file), WorkflowJson.Options) ?? throw new JsonException($"{file} is empty.");

    private void Write<T>(string file, T value)
    {
        try
        {
            MakeFolder(folder);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerFile;
            }

            var unfinished = file + ".new";
            File.Delete(unfinished);
            using (var stream = new FileStream(unfinished, options))
            {
                JsonSerializer.Serialize(stream, value, WorkflowJson.Options);
                stream.Flush(flushToDisk: true);
            }

            // A crash before this line leaves the old file, a crash after it the new one.
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{file} cannot be written: {e.Message}", e);
        }
    }

    private sealed record StoredSecret(string Enrolment, string Protected);
}
