using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IncidentBot.Web.Limits;

/// <summary>Whom a request counts for: an IPv4 address, or a network of 64 bits of IPv6, which one customer can fill at will.</summary>
/// <remarks>
/// Sources are told apart by a keyed hash, into so many slots and no more: what is remembered of strangers is bounded without ever forgetting one of
/// them early. Two share a slot by chance only, for the hash's key is made anew in each process.
/// </remarks>
internal static class RequestSource
{
    /// <summary>What is remembered at most, however many strangers call.</summary>
    internal const int Slots = 65_536;

    internal static int Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    internal static int Of(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        var known = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        known.TryWriteBytes(bytes, out var length);
        var network = bytes[..(known.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : length)];
        return (int)((uint)string.GetHashCode(MemoryMarshal.Cast<byte, char>(network)) % Slots);
    }
}
