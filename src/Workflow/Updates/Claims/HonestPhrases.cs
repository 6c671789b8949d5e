using System.Text.RegularExpressions;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>
/// Takes out of a reading the phrases that deny something other than loss ("we do not yet know whether ...", "no estimate", "no longer")
/// and the ones that admit loss ("up to 4,200 writes may be lost"). What is left over decides; so a phrase missing here is a false
/// alarm, and a phrase too wide here is a hole.
/// </summary>
internal static partial class HonestPhrases
{
    /// <summary>What stands where an honest phrase was.</summary>
    internal const string Mark = "~";

    // Adverbs that stand between "not" and its verb.
    private const string Still = "(?: (?:yet|is|was|are|still|currently|now|fully|exactly|reliably|certain|sure|clear|be|been|able|to|for|with|in|a|position|so|far|have|we|can))*?";

    // The rest of a clause.
    private const string Rest = "(?<rest>(?:(?! (?:[.,:?]|but|and|however|though|although|because|so|while|aber|und|mais|et|pero|y)(?: |$)) \\S+)*)";

    private const string Item = "(?:data|records?|rows?|writes?|transactions?|orders?|payments?|purchases?|bookings?|entries|changes|events|messages|files|seconds?|minutes?)";

    /// <summary>The reading without its honest phrases; each leaves a "~".</summary>
    internal static FoldedText Remove(FoldedText reading) => Admissions.Remove(RemoveDenials(reading), Mark)
        .Replace(Idiom(), m => m.Groups["kept"].Success ? "survived" : m.Groups["sound"].Success ? "intact" : m.Groups["rpo"].Success ? "rpo" : m.Groups["lossless"].Success ? "lossless" : Mark);

    private static FoldedText RemoveDenials(FoldedText reading) => reading
        .Replace(NotMoreThan(), Mark)
        .Replace(ZeroRange(), Mark)
        .Replace(OtherLoss(), Mark)
        .Replace(NotKnowing(), m => Gives(m, whole: !Speaks(m.Groups["that"].Success, m.Groups["rest"].Value)))
        .Replace(NotKnown(), Mark)
        .Replace(NotRuledOut(), Mark)
        .Replace(RuledOut(), "no ")
        .Replace(NoGuarantee(), m => Gives(m, whole: !Speaks(true, m.Groups["rest"].Value)))
        .Replace(NoFigure(), Mark)
        .Replace(NotCopied(), Mark)
        .Replace(DoNotSay(), m => Gives(m, whole: !Speaks(true, m.Groups["rest"].Value)))
        .Replace(StopFurther(), Mark)
        .Replace(German(), Mark)
        .Replace(French(), Mark)
        .Replace(Spanish(), Mark);

    private static string Gives(Match match, bool whole) => whole ? Mark : match.Value;

    // "We cannot confirm that data was lost" hides behind caution: after "that", loss may not be what is called unconfirmed.
    private static bool Speaks(bool ofThat, string rest) => ofThat && rest.Split(' ').Any(w => ClaimWords.Loses(w) || ClaimWords.Harms(w));

    [GeneratedRegex(@"\b(?:no|not)(?: \w+)? (?:longer|more than|fewer than|less than|later than|earlier than|sooner than|only|just|least|matter)\b")]
    private static partial Regex NotMoreThan();

    [GeneratedRegex(@"\b(?:between|from) zero (?:and|to)\b")]
    private static partial Regex ZeroRange();

    [GeneratedRegex(@"\b(?:packet|power|connection|connectivity|heartbeat|network|signal|revenue) loss(?:es)?\b|\b(?:loss of|lost|lose|losing|loses)(?: (?:the|our|its|their|all|any))* (?:contact|connectivity|connection|power|network|quorum|access|traffic|service|revenue|money|time|capacity|region|zone|visibility|leader|heartbeat|trust|internet|link)\b(?!(?: \w+)? (?:or|of|and|nor) )(?! " + Item + ")")]
    private static partial Regex OtherLoss();

    [GeneratedRegex(@"\b(?:not|unable|never|hard|impossible|early|nobody|no one|none of us)\b" + Still + @" (?:know|knows|known|say|tell|clear|certain|sure|established|decided|determined?|confirm(?:ed)?|verif(?:y|ied)|establish|measured?|count(?:ed)?|estimated?|assess(?:ed)?|checked|promise|guaranteed?|prove[dn]?|calculated?|quantif(?:y|ied))" + Still + @" (?:whether|if|how|what|which|when|where|why|(?<that>that)|the (?:extent|size|amount|number|exact|full|final|scale|loss|data loss))\b" + Rest)]
    private static partial Regex NotKnowing();

    [GeneratedRegex(@"\b(?:not|nothing)" + Still + @" (?:known|know|clear|available|final|measured|counted|established|certain|complete|finished|calculated|quantified|small|zero|trivial|acceptable)\b(?! of\b| about\b)")]
    private static partial Regex NotKnown();

    [GeneratedRegex(@"\bnot" + Still + @" (?:rule out|ruled out|exclude|excluded|rule it out)\b|\bimpossible to (?:rule out|exclude|say|tell|know)\b")]
    private static partial Regex NotRuledOut();

    [GeneratedRegex(@"\brul(?:e|es|ed|ing)(?: \w+){0,4}? out\b")]
    private static partial Regex RuledOut();

    [GeneratedRegex(@"\bno (?:\w+ )?(?:guarantee|assurance|certainty|proof|promise|confirmation|evidence)(?: yet)? that\b" + Rest)]
    private static partial Regex NoGuarantee();

    [GeneratedRegex(@"\b(?:no|not have|not have any|not have an?|without an?|without the|without any|without)(?: (?:yet|reliable|exact|confirmed|final|firm|good|current|fresh|recent|first|usable|verified|precise|data|lag|replication))* (?:figures?|estimate|numbers?|count|bounds?|measurements?|measure|readings?|samples?|word|answer|certainty|guarantee|assurance|doubt|telemetry|metrics?|eta|failover|decision|approval|fence|need|reason to (?:call|contact|wait))\b(?! that)|\bno doubt that\b|\bno information (?:about|on|yet)\b")]
    private static partial Regex NoFigure();

    [GeneratedRegex(@"\bnot(?: (?:yet|been|be|have|fully|all|also|make|made))* (?:copied|replicated|reach|reached|arrive|arrived|synced|synchronised|synchronized|received|sent|acknowledged|saved|stored|transferred|included|exported|replayed|reconciled|recovered|recoverable|restored|survive|survived|make it|made it)\b")]
    private static partial Regex NotCopied();

    [GeneratedRegex(@"\b(?:do|will|did|can|could|should|must) not (?:(?:assume|promise|tell|say|claim|state|report|announce|quote|write)\b" + Rest + @"|(?:fail over|retry|repeat|resubmit|resend|re enter|place|delete|edit|change|restart|use|share|forward|touch|contact|call)\b)")]
    private static partial Regex DoNotSay();

    [GeneratedRegex(@"\b(?:prevent|avoid|limit|stop|reduce|avert)\w*(?: any)? (?:further|more|additional|greater|larger)(?: data)? (?:loss|losses)\b")]
    private static partial Regex StopFurther();

    [GeneratedRegex(@"\bfalse alarms?\b|\bfeel free\b|\b(?:do|did|doing|does) nothing\b|\bnot (?:grow|growing|final)\b|\bnothing is known(?: yet)? about the (?:loss|size|extent|scale)\b|\bfree of charge\b|(?<kept>\bmade it\b|\bmakes it\b|\baccounted for\b|\b(?:come|came|comes) through\b|\bstill there\b|\bas you left\b|\bup to date\b)|(?<sound>\bin one piece\b|\ba salvo\b|\ben securite\b|\bin sicherheit\b)|(?<rpo>\brecovery point(?: objective)?\b)|(?<lossless>\bloss less(?:ly)?\b(?! than)|\bunlost\b)")]
    private static partial Regex Idiom();

    [GeneratedRegex(@"\b(?:wissen|weiss|kennen|konnen)(?: \S+){0,6}? nicht(?: \S+){0,3}? (?:ob|wie|welche|wann)\b" + Rest + @"|\bnicht (?:auszuschliessen|ausgeschlossen|ausschliessen|bekannt|klar)\b|\bnicht mehr\b")]
    private static partial Regex German();

    [GeneratedRegex(@"\b(?:savons|sait|sais)(?: \S+){0,2}? pas(?: encore)?(?: ,)? (?:si|combien|quelles?)\b" + Rest + @"|\b(?:pas|peut|pouvons)(?: \S+){0,3}? (?:exclure|exclue?s?|connue?s?)\b")]
    private static partial Regex French();

    [GeneratedRegex(@"\b(?:no|aun no|todavia no) (?:sabemos|se sabe)(?: (?:aun|todavia))?(?: ,)? (?:si|cuant\w+|que)\b" + Rest + @"|\bno (?:se )?(?:puede|podemos|puedo) (?:descartar|excluir)\b|\bno se descarta\b")]
    private static partial Regex Spanish();
}
