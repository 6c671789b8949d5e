using System.Text.Json;

namespace IncidentBot.Workflow.Timeline;

/// <summary>Proves an exported incident untampered from its text alone, before the name of any event is interpreted.</summary>
/// <remarks>
/// White space, member order and spelling of escapes and numbers do not matter: hashes cover canonical JSON. Members beside
/// format, incident, events, head and signature (a summary, a public key) are ignored: they are not evidence, and a key that
/// travels in the file anchors nothing, since whoever rewrote the file could have put it there.
/// </remarks>
public static class ExportVerifier
{
    /// <summary>Checks an export.</summary>
    /// <param name="text">The export's text.</param>
    /// <param name="expectedHead">The head hash as known from elsewhere, such as the incident's room; 64 lower-case hex digits.</param>
    /// <param name="publicKeyPem">The public key as known from elsewhere, PEM; a <see cref="FormatException"/> if it is none on P-256.</param>
    public static ExportVerdict Verify(string text, string? expectedHead = null, string? publicKeyPem = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (expectedHead is not null && !HashChain.IsHash(expectedHead))
        {
            throw new FormatException($"a head is {HashChain.HashLength} lower-case hex digits");
        }

        using var key = publicKeyPem is null ? null : HeadSignature.ReadPublicKey(publicKeyPem);
        try
        {
            using var document = JsonDocument.Parse(text);
            return ExportFile.Read(document.RootElement, out var fault) is { } file
                ? new ExportCheck(file, expectedHead, key).Run()
                : new ExportVerdict.NotAnExport(fault);
        }
        catch (JsonException e)
        {
            return new ExportVerdict.NotAnExport($"this is not JSON: {(string.IsNullOrWhiteSpace(text) ? "the file is empty" : JsonTrouble.Text(e))}");
        }
        catch (ArgumentException)
        {
            return new ExportVerdict.NotAnExport("this is not JSON: it holds half of a surrogate pair");
        }
    }
}
