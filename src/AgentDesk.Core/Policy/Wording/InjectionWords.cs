using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// What <see cref="InjectionScan"/> looks for, in languages other than English: German, French, Spanish, Italian, Portuguese, Dutch,
/// Danish, Norwegian, Swedish, Polish, Russian, Chinese, Japanese and Korean.
/// </summary>
internal static class InjectionWords
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Model =
        @"(KI|IA|AI|A\.I\.|Sprachmodell|Copilot|ChatGPT|modèle de langage|modelo de lenguaje|modelo de linguagem|modello linguistico|taalmodel|sprogmodel|språkmodell|model językowy|intelligence artificielle|inteligencia artificial|intelig[eê]ncia artificial|intelligenza artificiale|künstliche Intelligenz|kunstmatige intelligentie|kunstig intelligens|(KI|IA|AI)[- ]?(assistent\w*|asistente|assistant\w*|assistente|agent\w*|system\w*))";

    /// <summary>Drop what you were told: "Ignorieren Sie alle vorherigen Anweisungen".</summary>
    public static readonly Regex Overriding = new(
        @"\b(ignorier\w*|vergiss|vergessen sie|missachte\w*)\b[^.!?\n]{0,60}\b(anweisung\w*|instruktion\w*|vorgaben|befehle?n?|prompts?)\b|\b(ignore[rz]?|oublie[rz]?|ne (tiens|tenez) (pas|aucun) compte)\b[^.!?\n]{0,60}\b(instructions|consignes|directives)\b"
            + @"|\b(ignor(a|e|ar|en)|olvid(a|e|ar|en)|descart(a|e|ar)|haz caso omiso|haga caso omiso|no sigas?)\b[^.!?\n]{0,60}\b(instrucciones|órdenes|directrices)\b|\b(ignor(a|i|are|ate)|dimentic\w+|trascur\w+)\b[^.!?\n]{0,60}\b(istruzioni|direttive)\b"
            + @"|\b(ignor(e|a|ar|em)|esque(ça|ce|cer)|desconsider\w+)\b[^.!?\n]{0,60}\b(instruções|diretrizes)\b|\b(negeer|vergeet)\b[^.!?\n]{0,60}\b(instructies|aanwijzingen|opdrachten)\b"
            + @"|\b(ignorer\w*|glem|glöm|se bort fr[aå]|bortse från|tilsidesæt)\b[^.!?\n]{0,60}\b(instruks\w*|instruktion\w*|anvisning\w*)\b|\b(zignoruj|ignoruj|zapomnij)\b[^.!?\n]{0,60}\b(instrukcj\w*|polece\w*|wytyczn\w*)\b"
            + @"|(игнориру\w*|проигнориру\w*|забудь\w*)[^.!?\n]{0,60}(инструкци\w*|указани\w*)|(忽略|无视|忽視|忘记)[^。！？\n]{0,30}(指令|指示|提示|说明)|(指示|命令|プロンプト)[^。\n]{0,20}(無視|忘れ)|(지시|명령|프롬프트)[^.\n]{0,20}(무시|잊)",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    /// <summary>Spoken to a model: "Hinweis an die KI", "si vous êtes une IA".</summary>
    public static readonly Regex Addressed = new(
        @"\b(hinweis|nachricht|anweisung(en)?|notiz|note|message|consigne|nota|mensaje|instrucci(ón|ones)|messaggio|istruzion[ei]|mensagem|instruç(ão|ões)|bericht|opmerking|instructies?|besked|meddelande|melding|wiadomość)\s+(an|für|à|pour|para|per|voor|aan|til|till|dla|al|alla|a)\s+(die |den |das |l['’]\s?|la |le |les |el |il |lo |o |a |de |het |det |todos los |alle |toutes les )*"
            + Model
            + @"\b|\b(wenn|falls|si|se|als|hvis|om|jeśli)\s+(du|sie|tu|vous|usted|eres|sei|você|je|u|jesteś)\s+(bist|sind|es|êtes|bent|er|är|é)?\s*(eine?|un|une|una|uma|een|en|et)?\s*"
            + Model
            + @"\b|\b(du bist|sie sind|tu es|vous êtes|eres|sei|você é|je bent|u bent|du er|du är|jesteś)\s+(jetzt |nun |maintenant |ahora |ora |adesso |agora |nu |teraz )?(eine?|un|une|una|uma|een|en|et)?\s*"
            + Model
            + @"\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    /// <summary>An order on our records: "Setzen Sie die Opportunity auf Commit".</summary>
    public static readonly Regex Commands = new(
        @"\b(setze|setzen sie|markiere|markieren sie|stufe|mets|mettez|marquez|classez|pon|ponga|marca|marque|clasifica|imposta|segna|classifica|defina|atualize|zet|markeer|sæt|markér|sätt|markera|ustaw|oznacz)\b[^.!?\n]{0,70}\b(forecast|CRM|pipeline|opportunity|opportunité|oportunidad|oportunidade|opportunità|prognose|commit|closed[- ]won)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );
}
