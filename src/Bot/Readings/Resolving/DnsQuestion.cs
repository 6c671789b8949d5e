using System.Buffers.Binary;
using System.Text;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Readings.Resolving;

/// <summary>One question as it is sent (RFC 1035, section 4.1).</summary>
/// <param name="Recurse">Asked of a resolver, which may answer from its cache; not asked of an authoritative server.</param>
internal sealed record DnsQuestion(ushort Id, string Name, DnsRecordType Type, bool Recurse)
{
    internal const int HeaderLength = 12;

    /// <summary>The class IN.</summary>
    internal const ushort Internet = 1;

    internal const ushort Cname = 5;

    /// <summary>The name without its last dot.</summary>
    internal string Asked => Name.TrimEnd('.');

    internal ushort Code => Type switch
    {
        DnsRecordType.A => 1,
        DnsRecordType.Cname => Cname,
        DnsRecordType.Txt => 16,
        DnsRecordType.Aaaa => 28,
        _ => throw new InvalidOperationException($"No type '{Type}'."),
    };

    internal byte[] Message()
    {
        var labels = Asked.Split('.').Select(Encoding.ASCII.GetBytes).ToList();
        var message = new byte[HeaderLength + labels.Sum(l => l.Length + 1) + 5];
        BinaryPrimitives.WriteUInt16BigEndian(message, Id);
        message[2] = (byte)(Recurse ? 1 : 0);
        message[5] = 1;
        var at = HeaderLength;
        foreach (var label in labels)
        {
            message[at] = (byte)label.Length;
            label.CopyTo(message, at + 1);
            at += label.Length + 1;
        }

        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 1), Code);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 3), Internet);
        return message;
    }
}
