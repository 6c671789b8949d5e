using Stateless.Reflection;

namespace Stateless.Graph;

/// <summary>
/// The identifier of every state in a Mermaid diagram. A state whose name is not an identifier gets one, and is
/// declared with its name as a quoted label.
/// </summary>
internal sealed class MermaidNames
{
    private readonly Dictionary<StateInfo, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public MermaidNames(IEnumerable<StateInfo> states)
    {
        // Names that are identifiers already come first, so that none of them has to give way.
        foreach (var state in states.OrderBy(state => IsIdentifier(state.ToString()) ? 0 : 1))
        {
            var label = state.ToString();
            var name = Free(string.Concat(label.Select(c => IsIdentifier(c) ? c : '_')));
            _names.Add(state, name);
            if (name != label)
                Declarations.Add($"state \"{EdgeLabel.OneLine(label).Replace('"', '\'')}\" as {name}");
        }
    }

    public List<string> Declarations { get; } = [];

    public string this[StateInfo state] => _names[state];

    public string Free(string wanted)
    {
        var name = wanted.Length == 0 ? "_" : wanted;
        while (!_taken.Add(name))
            name += "_";
        return name;
    }

    private static bool IsIdentifier(string text) => text.Length > 0 && text.All(IsIdentifier);

    private static bool IsIdentifier(char c) => char.IsLetterOrDigit(c) || c == '_';
}
