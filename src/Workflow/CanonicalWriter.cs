using System.Buffers;
using System.Text.Unicode;

namespace IncidentBot.Workflow;

/// <summary>
/// Builds canonical JSON in a pooled buffer. An object's members are written as they come; only if they came out of order
/// are they moved into order when the object ends.
/// </summary>
internal ref struct CanonicalWriter(int expectedLength)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)));

    private char[] _text = ArrayPool<char>.Shared.Rent(Math.Max(expectedLength + 16, 256));
    private int _length;
    private char[] _names = ArrayPool<char>.Shared.Rent(256);
    private int _namesLength;
    private Member[] _members = ArrayPool<Member>.Shared.Rent(16);
    private int _memberCount;

    private readonly record struct Member(int NameStart, int NameLength, int Start, int End);

    internal readonly ReadOnlySpan<char> Written => _text.AsSpan(0, _length);

    public readonly override string ToString() => new(Written);

    internal readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        ArrayPool<char>.Shared.Return(_names);
        ArrayPool<Member>.Shared.Return(_members);
    }

    internal void Raw(scoped ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    internal void Number(ReadOnlySpan<byte> literal) => _length += CanonicalNumber.Format(literal, Room(CanonicalNumber.MaxLength + literal.Length));

    /// <summary>A string whose JSON text holds no escape: such a text is its own canonical form.</summary>
    internal void PlainString(ReadOnlySpan<byte> utf8)
    {
        var room = Room(utf8.Length + 2);
        room[0] = '"';
        var written = Decode(utf8, room[1..]);
        room[written + 1] = '"';
        _length += written + 2;
    }

    internal void String(ReadOnlySpan<char> text)
    {
        RefuseLoneSurrogates(text);
        Raw("\"");
        for (int i; (i = text.IndexOfAny(Escaped)) >= 0; text = text[(i + 1)..])
        {
            Raw(text[..i]);
            Escape(text[i]);
        }

        Raw(text);
        Raw("\"");
    }

    internal int BeginObject()
    {
        Raw("{");
        return _memberCount;
    }

    internal void PlainName(ReadOnlySpan<byte> utf8)
    {
        Grow(ref _names, _namesLength, utf8.Length);
        var length = Decode(utf8, _names.AsSpan(_namesLength));
        BeginMember(length);
        PlainString(utf8);
        Raw(":");
    }

    internal void Name(ReadOnlySpan<char> name)
    {
        Grow(ref _names, _namesLength, name.Length);
        name.CopyTo(_names.AsSpan(_namesLength));
        BeginMember(name.Length);
        String(name);
        Raw(":");
    }

    internal void EndObject(int mark)
    {
        var members = _members.AsSpan(mark, _memberCount - mark);
        if (members.Length > 0)
        {
            _namesLength = members[0].NameStart;
            if (!InOrder(members)) Reorder(members);
        }

        _memberCount = mark;
        Raw("}");
    }

    private void BeginMember(int nameLength)
    {
        // No value ends in an opening brace, so that one is the object's own.
        if (_text[_length - 1] != '{') Raw(",");
        Grow(ref _members, _memberCount, 1);
        _members[_memberCount++] = new Member(_namesLength, nameLength, _length, 0);
        _namesLength += nameLength;
    }

    private readonly bool InOrder(ReadOnlySpan<Member> members)
    {
        for (var i = 1; i < members.Length; i++)
        {
            if (NameOf(members[i - 1]).SequenceCompareTo(NameOf(members[i])) >= 0) return false;
        }

        return true;
    }

    private readonly void Reorder(Span<Member> members)
    {
        var start = members[0].Start;
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = members[i] with { End = i + 1 < members.Length ? members[i + 1].Start - 1 : _length };
        }

        var names = _names;
        // char compares by value, so this is the order of UTF-16 code units that RFC 8785 section 3.2.3 asks for.
        members.Sort((a, b) => names.AsSpan(a.NameStart, a.NameLength).SequenceCompareTo(names.AsSpan(b.NameStart, b.NameLength)));
        for (var i = 1; i < members.Length; i++)
        {
            if (NameOf(members[i - 1]).SequenceEqual(NameOf(members[i])))
            {
                throw new CanonicalJsonException($"The member \"{NameOf(members[i])}\" occurs twice in one object.");
            }
        }

        var unordered = ArrayPool<char>.Shared.Rent(_length - start);
        _text.AsSpan(start, _length - start).CopyTo(unordered);
        var at = start;
        foreach (var member in members)
        {
            if (at > start) _text[at++] = ',';
            unordered.AsSpan(member.Start - start, member.End - member.Start).CopyTo(_text.AsSpan(at));
            at += member.End - member.Start;
        }

        ArrayPool<char>.Shared.Return(unordered);
    }

    private readonly ReadOnlySpan<char> NameOf(Member member) => _names.AsSpan(member.NameStart, member.NameLength);

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""); break;
            case '\\': Raw("\\\\"); break;
            case '\b': Raw("\\b"); break;
            case '\t': Raw("\\t"); break;
            case '\n': Raw("\\n"); break;
            case '\f': Raw("\\f"); break;
            case '\r': Raw("\\r"); break;
            default:
                Raw(c < 0x10 ? "\\u000" : "\\u001");
                Raw("0123456789abcdef".AsSpan(c & 15, 1));
                break;
        }
    }

    private static void RefuseLoneSurrogates(ReadOnlySpan<char> text)
    {
        for (int i; (i = text.IndexOfAnyInRange('\ud800', '\udfff')) >= 0; text = text[(i + 2)..])
        {
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw new CanonicalJsonException("The text holds half of a surrogate pair.");
            }
        }
    }

    private static int Decode(ReadOnlySpan<byte> utf8, Span<char> room) =>
        Utf8.ToUtf16(utf8, room, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
            ? written
            : throw new CanonicalJsonException("The text holds a string that is not UTF-8.");

    private Span<char> Room(int needed)
    {
        Grow(ref _text, _length, needed);
        return _text.AsSpan(_length);
    }

    private static void Grow<T>(ref T[] array, int used, int needed)
    {
        if (array.Length - used >= needed) return;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(array.Length * 2, used + needed));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
