using System.Collections.Frozen;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>Letters of other scripts, and signs, that a reader takes for a Latin letter; and signs that a reader takes for "no".</summary>
/// <remarks>A subset of Unicode's confusables (UTS #39) that covers the letters of the words the guard looks for.</remarks>
internal static class LookAlikes
{
    // Pairs: the look-alike, then the Latin letter. Cyrillic, Greek, Armenian and others, IPA and small capitals.
    private const string Pairs =
        "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwвbнhкkмmтtгrпnлlзeьbѵvүyӏlєeәeџuтtиn" +
        "αaβbγyδdεeζzηnιiκkνvοoρpσoςsτtυuχxωwμuλlθo" +
        "աwօoսuոnհhյjոnցgքpтt" +
        "ɑaɐaƅbɓbƈcɔcɗdɖdɘeəeɛeɜeɡgɢgʜhɪiıiʝjʟlłlɭlɴnɲnŋnɵoøoƿpɾrʀrʂsꜱsƨsƭtƫtʈtʇtᴛtᴜuʋuᴠvᴡwʍwʏyƴyᴢzᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpʙbꜰf" +
        "ǃlǀlןlוlוlסoㅇo〇0ΝnΗhΥyНhВbУy";

    private static readonly FrozenDictionary<int, string> Letters = Read();

    /// <summary>Prohibition signs, crosses and the empty set, by code point.</summary>
    private static readonly FrozenSet<int> Negations =
        new[] { 0x1F6AB, 0x274C, 0x274E, 0x2716, 0x2717, 0x2718, 0x26D4, 0x1F645, 0x1F6D1, 0x2205, 0x29B0 }.ToFrozenSet();

    /// <summary>The Latin letter that a code point looks like, or null; ask for the capital first where its shape differs.</summary>
    internal static string? Of(int codePoint) => Letters.GetValueOrDefault(codePoint);

    /// <summary>True for a sign that says "no" without a letter.</summary>
    internal static bool SaysNo(int codePoint) => Negations.Contains(codePoint);

    private static FrozenDictionary<int, string> Read()
    {
        var letters = new Dictionary<int, string>();
        for (var i = 0; i + 1 < Pairs.Length; i += 2)
        {
            letters[Pairs[i]] = Pairs[i + 1].ToString();
        }

        return letters.ToFrozenDictionary();
    }
}
