using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentBot.Chat.Teams;

/// <summary>The secret of the app, or its certificate.</summary>
internal sealed class TeamsSecrets(TeamsOptions options)
{
    private readonly ChatSecret password = new(options.CertificatePassword, options.CertificatePasswordFile);

    internal ChatSecret ClientSecret { get; } = new(options.ClientSecret, options.ClientSecretFile);

    /// <summary>The certificate with its private key as the file holds it now; throws <see cref="CryptographicException"/> or <see cref="IOException"/>.</summary>
    internal X509Certificate2 Certificate() => Read(options.CertificateFile, password.Now);

    /// <summary>Reads PKCS #12, or PEM with the certificate and its key in one file.</summary>
    internal static X509Certificate2 Read(string file, string password)
    {
        var bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().IndexOf("-----BEGIN"u8) < 0 ? X509CertificateLoader.LoadPkcs12(bytes, password)
            : password.Length > 0 ? X509Certificate2.CreateFromEncryptedPemFile(file, password)
            : X509Certificate2.CreateFromPemFile(file);
    }
}
