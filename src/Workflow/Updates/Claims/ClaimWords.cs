using System.Collections.Frozen;

namespace IncidentBot.Workflow.Updates.Claims;

/// <summary>The words that make a claim, in English, German, French and Spanish together, as <see cref="ClaimText"/> spells them.</summary>
internal static class ClaimWords
{
    private static readonly WordList Negating = new("""
        no not none never nothing nobody nobodys nowhere neither nor without zero nil null zilch nada nix nope free impossible unlikely
        negligible untrue false baseless unfounded denied deny denies absence absent zeroed immune excluded exclude excludes
        avoid* prevent* avert* eliminat* refut* shield* protect* safeguard* spared
        kein* nicht nichts ohne nie niemals weder niemand nirgends verhinder* vermied* vermeid* ausgeschlossen*
        aucun* pas sans ni jamais rien nul nulle personne evite* exclu exclue exclues
        sin ningun* nunca jamas cero tampoco nadie evit* descart*
        """);

    private static readonly WordList Losing = new("""
        loss losses lost lose loses losing loser dataloss datalost losslike
        verlust verluste verlusten datenverlust* verloren verlieren verliert verlor
        perte pertes perdu perdue perdus perdues perdre perd perdons
        perdida perdidas perdido perdidos perder pierde pierden perdio perdieron perdimos perdemos
        """);

    private static readonly WordList Lossless = new("lossless lossfree losslessly verlustfrei* verlustlos* datenverlustfrei*");

    // Said of data only; said of other things they claim nothing.
    private static readonly WordList Harming = new("""
        missing miss missed misses gone dropped drop vanish* disappear* destroyed erased wiped discarded delet* corrupt* affected impact*
        damage* harm harmed compromised hurt touched risk risked exposed exposure gap gaps hole holes forgotten
        fehlt fehlen fehlte fehlten abhanden betroffen* beschadig* geloscht*
        manque* manquant* disparu* affecte* touche* supprime* efface*
        falta* desapareci* afectad* borrad* danad*
        """);

    private static readonly WordList Data = new("""
        data dataset* database record records row rows write writes transaction transactions order orders payment payments purchase purchases
        booking bookings entry entries file files message messages document documents byte bytes bit information changes events
        item items anything something everything nothing thing sale sales invoice invoices cart carts submission submissions replica
        replication history
        daten* bestellung* buchung* auftrag* transaktion* schreib* zahlung* eintrag* nichts alles
        donnee donnees commande commandes ecriture* enregistrement* paiement* rien tout
        dato datos pedido pedidos registro registros transaccion* escritura* pago pagos nada todo
        """);

    private static readonly WordList Sound = new("""
        safe intact unaffected unharmed undamaged untouched unscathed secure uncompromised preserved unimpaired lossless
        sicher unversehrt* intakt* unbeschadigt* unangetastet
        intacte intacts intactes sauve sauves indemne* preserve preserves preservee preservees
        intacto* intacta* seguro seguros segura seguras integro* integra* conserva*
        """);

    private static readonly WordList Kept = new("""
        survived survive survives replicated copied recovered recover retained retain kept keep saved save protected complete present
        persisted reached arrived committed there here sync synced synchronised synchronized caught maintained guaranteed ensured assured
        preserve consistent transferred
        vollstandig* erhalten gesichert gerettet repliziert ubertragen kopiert da
        conserve conserves conservee conservees sauvegarde* repliquee* replique* recupere*
        salvo recuperad* conserva* replicad* guardad* copiad* completo* completa*
        """);

    private static readonly WordList Whole = new("""
        all every each everything entire entirely whole any 100 full fully complete completely total totally integrity both
        alle alles allen aller samtlich* jede jeder jedes jeden ganze
        tout tous toute toutes chaque integralite ensemble
        todo todos toda todas cada
        """);

    /// <summary>Says that something is not, or did not happen.</summary>
    internal static bool Negates(string word) => Negating.Has(word);

    /// <summary>Speaks of losing, whatever the object.</summary>
    internal static bool Loses(string word) => Losing.Has(word);

    /// <summary>Speaks of harm, when data is the object.</summary>
    internal static bool Harms(string word) => Harming.Has(word);

    /// <summary>Denies loss in one word.</summary>
    internal static bool IsLossless(string word) => Lossless.Has(word);

    /// <summary>Names data or a piece of it.</summary>
    internal static bool IsData(string word) => Data.Has(word);

    /// <summary>Says of data that it is unharmed.</summary>
    internal static bool IsSound(string word) => Sound.Has(word);

    /// <summary>Says that data came through; a claim only when said of the whole.</summary>
    internal static bool IsKept(string word) => Kept.Has(word) || Sound.Has(word);

    /// <summary>Speaks of the whole.</summary>
    internal static bool IsWhole(string word) => Whole.Has(word);

    /// <summary>Everything that may stand alone as the answer "no".</summary>
    internal static bool Answers(string word) => word is "no" or "none" or "zero" or "nothing" or "never" or "nope" or "nil" or "negative" or "not"
        or "nein" or "keine" or "keiner" or "non" or "aucune" or "ninguno" or "ninguna";

    /// <summary>Words, and stems with a star.</summary>
    private sealed class WordList(string words)
    {
        private readonly FrozenSet<string> whole = Split(words).Where(w => !w.EndsWith('*')).ToFrozenSet();
        private readonly string[] stems = [.. Split(words).Where(w => w.EndsWith('*')).Select(w => w[..^1])];

        internal bool Has(string word) => whole.Contains(word) || stems.Any(s => word.StartsWith(s, StringComparison.Ordinal));

        private static string[] Split(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
