using System.Security.Cryptography;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Store;

/// <summary>Signs the heads of streams with this installation's own key, so that a rewritten log can be told from the true one.</summary>
/// <remarks>
/// The key (P-256) is made at the first start: signing-key.pem, readable by its owner only, and signing-key.pub.pem for
/// people to copy to where the bot cannot change it. Safe for concurrent callers.
/// </remarks>
internal sealed class HeadSigner : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    private HeadSigner(ECDsa key)
    {
        _key = key;
        PublicKeyPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>The public key, PEM.</summary>
    internal string PublicKeyPem { get; }

    /// <summary>Opens the folder's key, or makes one if there is none yet.</summary>
    internal static HeadSigner Open(DataFolder folder) => Open(folder.SigningKey, folder.PublicKey);

    /// <summary>Opens a key, or makes one if there is none yet, and keeps its public half beside the data.</summary>
    internal static HeadSigner Open(string privateKey, string publicKey)
    {
        try
        {
            if (!File.Exists(privateKey)) Make(privateKey);
            var signer = new HeadSigner(Read(privateKey));
            if (!File.Exists(publicKey) || File.ReadAllText(publicKey) != signer.PublicKeyPem)
            {
                File.WriteAllText(publicKey, signer.PublicKeyPem);
            }

            return signer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The signing key {privateKey} cannot be read or made: {e.Message}", e);
        }
    }

    /// <summary>The signature over a stream's head, base64: see <see cref="HeadSignature"/>.</summary>
    internal string Sign(string stream, long version, string head)
    {
        lock (_gate)
        {
            return Convert.ToBase64String(_key.SignData(
                HeadSignature.Statement(stream, version, head), HashAlgorithmName.SHA256, HeadSignature.Encoding));
        }
    }

    public void Dispose() => _key.Dispose();

    private static void Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }

        // A crash before this line leaves no key, a crash after it a whole one.
        File.Move(unfinished, path);
    }

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            key.ExportParameters(includePrivateParameters: true);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new StoreUnavailableException(
                $"{path} holds no private key in PEM. Restore it from a backup; if it is lost, delete it: a new one is made, "
                + "and heads signed with the lost one can be proven with a kept copy of its public key only.",
                e);
        }
    }
}
