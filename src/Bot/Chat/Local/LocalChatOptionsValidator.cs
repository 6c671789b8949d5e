using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Chat.Local;

/// <summary>Checks the section <c>Chat:Local</c> at start and reports all faults together.</summary>
internal sealed partial class LocalChatOptionsValidator : IValidateOptions<LocalChatOptions>
{
    private const int MostPersonas = 50;
    private const int LongestName = 80;

    public ValidateOptionsResult Validate(string? name, LocalChatOptions options)
    {
        string[] faults =
        [
            .. options.Personas.SelectMany(Persona),
            .. options.Personas.GroupBy(p => p.Id, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"Chat:Local:Personas must have an Id each of its own, found \"{Shown(g.Key)}\" {g.Count()} times"),
            .. options.Hosts.Where(h => Uri.CheckHostName(h) == UriHostNameType.Unknown)
                .Select(h => $"Chat:Local:Hosts must hold host names without scheme or port, such as bot.example.org, found \"{Shown(h)}\""),
            .. options.Personas.Count > MostPersonas
                ? [$"Chat:Local:Personas must hold at most {MostPersonas} people, found {options.Personas.Count}"]
                : Array.Empty<string>(),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Persona(LocalPersona persona, int index)
    {
        if (!PersonId().IsMatch(persona.Id))
        {
            yield return $"Chat:Local:Personas:{index}:Id must be lower-case letters, digits, dots and hyphens, 1 to 64 of them, found \"{Shown(persona.Id)}\"";
        }

        if (string.IsNullOrWhiteSpace(persona.Name) || persona.Name.Length > LongestName || persona.Name.Any(char.IsControl))
        {
            yield return $"Chat:Local:Personas:{index}:Name must be 1 to {LongestName} characters on one line, found \"{Shown(persona.Name)}\"";
        }
    }

    private static string Shown(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= 100 ? line : line[..100] + "...";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PersonId();
}
