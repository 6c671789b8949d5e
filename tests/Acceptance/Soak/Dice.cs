using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Acceptance.Soak;

/// <summary>Random numbers that hang on the seed and a name alone, and not on what else happens at the same time.</summary>
internal static class Dice
{
    /// <summary>A source of its own for each name.</summary>
    internal static Random For(int seed, string name) =>
        new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{name}")), 0));

    internal static bool OneIn(this Random random, int many) => random.Next(many) == 0;

    internal static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
