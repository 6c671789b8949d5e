using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Workflow.Decisions;

/// <summary>Seeds for resampling: the same event gives the same numbers on every machine, at every replay.</summary>
public static class Seed
{
    /// <summary>The first 8 bytes, big-endian, of the SHA-256 of the id's UTF-8.</summary>
    public static ulong From(string eventId) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));
}

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): a sequence that its seed alone fixes, on any runtime. For resampling, never for secrets.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    internal ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0 to <paramref name="count"/> - 1; the bias, below count / 2^64, is of no account.</summary>
    internal int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);
}
