using System.Security.Cryptography;
using IncidentBot.Alarms.Sns;

namespace IncidentBot.Bot.Tests.Alarms;

/// <summary>RSA keys are slow to make, so all tests share a few; each caller gets a copy of its own.</summary>
internal static class TestKeys
{
    private static readonly Lazy<RSAParameters> RootKey = New(2048);
    private static readonly Lazy<RSAParameters> LeafKey = New(2048);
    private static readonly Lazy<RSAParameters> OtherKey = New(2048);
    private static readonly Lazy<RSAParameters> ShortKey = New(1024);

    internal static RSA Other() => RSA.Create(OtherKey.Value);

    internal static RSA Short() => RSA.Create(ShortKey.Value);

    internal static RehearsalAuthority Authority(TimeProvider clock) =>
        new(clock, RSA.Create(RootKey.Value), RSA.Create(LeafKey.Value));

    /// <summary>An authority that nobody trusts: other keys under the same names.</summary>
    internal static RehearsalAuthority Stranger(TimeProvider clock) => new(clock, Other(), Other());

    private static Lazy<RSAParameters> New(int bits) => new(() =>
    {
        using var key = RSA.Create(bits);
        return key.ExportParameters(includePrivateParameters: true);
    });
}
