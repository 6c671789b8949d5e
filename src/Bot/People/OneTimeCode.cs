using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.People;

/// <summary>Time-based one-time codes: RFC 6238 over RFC 4226's truncation, with HMAC-SHA-1, steps of 30 s from the epoch of 1970, six digits.</summary>
internal static class OneTimeCode
{
    internal const int Digits = 6;

    internal static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The number of the step that a moment lies in.</summary>
    internal static long StepAt(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch) / Step);

    /// <summary>The code of a step.</summary>
    /// <param name="digits">6, as authenticators show; RFC 6238's own examples have 8.</param>
    internal static string At(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as authenticators implement it is HMAC-SHA-1; collisions of SHA-1 do not weaken HMAC.
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xf)..]) & 0x7fffffff;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step, one before to one after now, whose code this is; null if it is none of the three. Takes as long whichever it is.</summary>
    internal static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(secret, step)), typed))
            {
                found = step;
            }
        }

        return found;
    }
}
