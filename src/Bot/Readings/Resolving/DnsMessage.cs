using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace IncidentBot.Readings.Resolving;

/// <summary>Reads a name server's answer (RFC 1035). Every byte of it is hostile: what does not fit is refused, never thrown.</summary>
internal static class DnsMessage
{
    private const int LongestName = 255;
    private const int MostRecords = 1000;

    /// <summary>The answer; null when the message does not belong to the question, so that whoever sent it is not listened to.</summary>
    internal static DnsAnswer? Read(ReadOnlySpan<byte> message, DnsQuestion question)
    {
        if (message.Length < DnsQuestion.HeaderLength || Short(message, 0) != question.Id || (message[2] & 0xF8) != 0x80 || Short(message, 4) != 1)
        {
            return null;
        }

        var at = DnsQuestion.HeaderLength;
        if (Name(message, ref at) is not { } name || !name.Equals(question.Asked, StringComparison.OrdinalIgnoreCase) || at + 4 > message.Length
            || Short(message, at) != question.Code || Short(message, at + 2) != DnsQuestion.Internet)
        {
            return null;
        }

        var (authoritative, truncated) = ((message[2] & 4) != 0, (message[2] & 2) != 0);
        if (truncated)
        {
            return new DnsAnswer([], null, authoritative, true, null);
        }

        var code = message[3] & 0x0F;
        if (code is not (0 or 3))
        {
            return DnsAnswer.Trouble($"the name server answers {Word(code)}");
        }

        // Neither responsible nor willing to ask others: what it does not know, it does not deny.
        var answers = Short(message, 6);
        if (answers == 0 && !authoritative && (message[3] & 0x80) == 0)
        {
            return DnsAnswer.Trouble("the name server neither knows the name nor asks others for it");
        }

        return Records(message, at + 4, answers) is { } records ? Follow(records, question, authoritative) : DnsAnswer.Trouble("the name server's answer is malformed");
    }

    private static DnsAnswer Follow(List<(string Owner, ushort Type, uint Ttl, string Value)> records, DnsQuestion question, bool authoritative)
    {
        var owner = question.Asked;
        uint? ttl = null;
        for (var hops = 0; hops <= records.Count; hops++)
        {
            var here = records.Where(r => r.Owner.Equals(owner, StringComparison.OrdinalIgnoreCase)).ToList();
            var found = here.Where(r => r.Type == question.Code).ToList();
            if (found.Count > 0)
            {
                var least = Math.Min(ttl ?? uint.MaxValue, found.Min(r => r.Ttl));
                return new DnsAnswer([.. found.Select(r => r.Value).Distinct().Order(StringComparer.Ordinal)], TimeSpan.FromSeconds(least), authoritative, false, null);
            }

            if (here.Find(r => r.Type == DnsQuestion.Cname) is not { Value: { } alias } hop)
            {
                return new DnsAnswer([], null, authoritative, false, null);
            }

            ttl = Math.Min(ttl ?? uint.MaxValue, hop.Ttl);
            owner = alias;
        }

        return DnsAnswer.Trouble("the name server's aliases go in a circle");
    }

    private static List<(string Owner, ushort Type, uint Ttl, string Value)>? Records(ReadOnlySpan<byte> message, int at, int count)
    {
        var records = new List<(string, ushort, uint, string)>();
        for (var i = 0; i < Math.Min(count, MostRecords); i++)
        {
            if (Name(message, ref at) is not { } owner || at + 10 > message.Length)
            {
                return null;
            }

            var (type, kind, ttl, length) = (Short(message, at), Short(message, at + 2), BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]), Short(message, at + 8));
            at += 10;
            if (at + length > message.Length)
            {
                return null;
            }

            if (kind == DnsQuestion.Internet && Value(message, at, length, type) is { } value)
            {
                // A time to live with its first bit set is none (RFC 2181, section 8).
                records.Add((owner, type, ttl > int.MaxValue ? 0 : ttl, value));
            }

            at += length;
        }

        return records;
    }

    private static string? Value(ReadOnlySpan<byte> message, int at, int length, ushort type)
    {
        var data = message.Slice(at, length);
        return type switch
        {
            1 when length == 4 => new IPAddress(data).ToString(),
            28 when length == 16 => new IPAddress(data).ToString(),
            DnsQuestion.Cname => Name(message, ref at)?.ToLowerInvariant(),
            16 => Text(data),
            _ => null,
        };
    }

    private static string? Text(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty)
        {
            if (data[0] >= data.Length)
            {
                return null;
            }

            _ = text.Append(Encoding.Latin1.GetString(data.Slice(1, data[0])));
            data = data[(data[0] + 1)..];
        }

        return text.ToString();
    }

    /// <summary>A name, with pointers followed backwards only, so that reading it ends (RFC 1035, section 4.1.4).</summary>
    private static string? Name(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var (from, end, barrier) = (at, -1, at);
        while (true)
        {
            if (from >= message.Length || name.Length > LongestName)
            {
                return null;
            }

            var length = message[from];
            if (length == 0)
            {
                at = end < 0 ? from + 1 : end;
                return name.ToString();
            }

            if ((length & 0xC0) == 0xC0)
            {
                if (from + 1 >= message.Length || (Short(message, from) & 0x3FFF) is var to && to >= barrier)
                {
                    return null;
                }

                end = end < 0 ? from + 2 : end;
                from = barrier = Short(message, from) & 0x3FFF;
            }
            else if ((length & 0xC0) != 0 || from + 1 + length > message.Length)
            {
                return null;
            }
            else
            {
                _ = name.Append(name.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(message.Slice(from + 1, length)));
                from += length + 1;
            }
        }
    }

    private static ushort Short(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    private static string Word(int code) => code switch
    {
        1 => "FORMERR",
        2 => "SERVFAIL",
        4 => "NOTIMP",
        5 => "REFUSED",
        _ => FormattableString.Invariant($"with code {code}"),
    };
}
