using System.CommandLine;
using System.Text;
using IncidentBot.Workflow.Timeline;

namespace IncidentBot.Cli;

/// <summary><c>verify FILE</c>: proves an exported incident untampered, with no server and no network.</summary>
/// <remarks>Exit codes: 0 verified, 1 an event is at fault, 2 the file is no export or cannot be read, 64 an option is at fault.</remarks>
internal static class VerifyVerb
{
    private const int Ok = 0;
    private const int Broken = 1;
    private const int NotAnExport = 2;
    private const int Usage = 64;

    /// <summary>In characters: an incident of some half a million events.</summary>
    private const int Largest = 256 * 1024 * 1024;

    /// <summary>Makes the command; it writes to the output and error of its invocation.</summary>
    internal static Command Create()
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "The JSON export of an incident." };
        var head = new Option<string?>("--head")
        {
            HelpName = "HASH",
            Description = "The head hash as posted in the incident's room; without it or --key only consistency is shown.",
        };
        var key = new Option<string?>("--key")
        {
            HelpName = "PEM",
            Description = "The bot's public key (signing-key.pub.pem), got from the bot itself and not with the export.",
        };
        var command = new Command("verify", "Prove that an exported incident has not been tampered with.") { file, head, key };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file),
            parsed.GetValue(head),
            parsed.GetValue(key),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>Verifies a file and says so; the answer is the exit code.</summary>
    internal static int Run(string file, string? head, string? keyFile, TextWriter output, TextWriter error)
    {
        var anchor = head?.Trim().ToLowerInvariant();
        if (anchor is not null && !HashChain.IsHash(anchor))
        {
            error.WriteLine($"--head must be the {HashChain.HashLength} hex digits that were posted in the incident's room, not '{Shown.Line(head!)}'.");
            return Usage;
        }

        string? pem = null;
        if (keyFile is not null && (pem = Read(keyFile, error)) is null) return Usage;
        if (Read(file, error) is not { } text) return NotAnExport;
        try
        {
            return Say(ExportVerifier.Verify(text, anchor, pem), output, error);
        }
        catch (FormatException e)
        {
            error.WriteLine($"--key {keyFile}: {e.Message}.");
            return Usage;
        }
    }

    private static int Say(ExportVerdict verdict, TextWriter output, TextWriter error)
    {
        switch (verdict)
        {
            case ExportVerdict.Verified verified:
                output.WriteLine(
                    $"verified: {verified.Count} events, head {verified.Head}{(verified.Anchored ? "" : ", consistent, not anchored")}");
                return Ok;
            case ExportVerdict.Broken broken:
                error.WriteLine($"version {broken.Version}: {broken.Reason}");
                return Broken;
            case ExportVerdict.NotAnExport other:
                error.WriteLine($"not an export: {other.Reason}");
                return NotAnExport;
            default:
                throw new NotSupportedException($"No words for {verdict.GetType().Name}.");
        }
    }

    /// <summary>All of it; null if it is larger than any export. A device may have no end.</summary>
    private static string? Whole(StreamReader reader)
    {
        var text = new StringBuilder();
        var block = new char[64 * 1024];
        for (int read; (read = reader.Read(block)) > 0;)
        {
            if (text.Length + read > Largest)
            {
                return null;
            }

            text.Append(block, 0, read);
        }

        return text.ToString();
    }

    private static string? Read(string path, TextWriter error)
    {
        try
        {
            // Strict: a byte that is no UTF-8 must not be read as some other character. A byte order mark is skipped.
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
            if (Whole(reader) is { } text)
            {
                return text.TrimStart('\ufeff');
            }

            error.WriteLine($"not an export: {path} is larger than {Largest / (1024 * 1024)} Mi characters");
        }
        catch (DecoderFallbackException)
        {
            error.WriteLine($"not an export: {path} is not UTF-8 text");
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            error.WriteLine($"{(path.Length == 0 ? "the file" : path)} cannot be read: {Unreadable.Why(path, e)}.");
        }

        return null;
    }
}
