using System.Collections.Concurrent;

namespace IncidentBot.Chat;

/// <summary>What is remembered to save a question, and can be asked for again: so many at most, and then all of it is forgotten.</summary>
internal sealed class Remembered<T>(int most, StringComparer names)
{
    /// <summary>For what the outside can make more and more of: users, messages, conversations.</summary>
    internal const int Usual = 4_096;

    private readonly ConcurrentDictionary<string, T> known = new(names);

    internal Remembered()
        : this(Usual, StringComparer.Ordinal)
    {
    }

    internal int Count => known.Count;

    internal T this[string name]
    {
        set
        {
            if (known.Count >= most && !known.ContainsKey(name))
            {
                known.Clear();
            }

            known[name] = value;
        }
    }

    internal T? Find(string name) => known.TryGetValue(name, out var value) ? value : default;

    internal T Find(string name, T otherwise) => known.TryGetValue(name, out var value) ? value : otherwise;

    internal void Forget(string name) => known.TryRemove(name, out _);
}
