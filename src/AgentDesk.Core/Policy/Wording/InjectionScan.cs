using System.Text;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>A passage that reads as an instruction to a machine.</summary>
/// <param name="Passage">As written, from the sentence before the first that gives it away to the end of its paragraph; the whole paragraph
/// where no sentence does alone.</param>
/// <param name="Why">What gives it away, for a reader.</param>
public sealed record PlantedInstruction(string Passage, string Why);

/// <summary>
/// Text that reads as an instruction to an AI or to whatever software reads the mailbox. It is flagged, never followed: it cannot be the
/// sole support of a claim, and nothing of it reaches a draft. Evidence is shown to the model as data anyway; this scan is the second line.
/// </summary>
public static class InjectionScan
{
    /// <summary>The planted passages of one piece of evidence; none for nearly all.</summary>
    public static IReadOnlyList<PlantedInstruction> Of(EvidenceItem item) => Of(item.Kind, item.Title, item.Text, item.Side);

    /// <summary>
    /// The same of a text from evidence of this kind: the fields of a row are read one by one, and so is the title where the text begins
    /// with it (a mail's subject, a log entry's).
    /// </summary>
    public static IReadOnlyList<PlantedInstruction> Of(string kind, string? title, string text, Side side)
    {
        if (EvidenceText.IsRow(kind))
        {
            return OfField(text.Replace(EvidenceText.Dot, Gap, StringComparison.Ordinal), side);
        }
        if (kind == "deal")
        {
            return OfField(text, side);
        }
        return title is { Length: > 0 } && text.StartsWith($"{title}\n", StringComparison.Ordinal)
            ? [.. OfField(title, side), .. Of(text[(title.Length + 1)..], side)]
            : Of(text, side);
    }

    /// <summary>
    /// The planted passages of a text. What tells software to change a forecast or a record is a sign only where it does not come from our
    /// own side, who speak of forecasts every day.
    /// </summary>
    public static IReadOnlyList<PlantedInstruction> Of(string text, Side side) => ScanMemory.Recall(text, side, isField: false, Scan);

    /// <summary>
    /// The same of one short field (a name, a subject, an item): what stands in it before the instruction names the thing, and leads
    /// nothing in.
    /// </summary>
    public static IReadOnlyList<PlantedInstruction> OfField(string text, Side side) => ScanMemory.Recall(text, side, isField: true, Scan);

    /// <summary>
    /// What is left of a text when its planted passages are taken out: what its author says to people, which may be quoted. Nothing can be
    /// quoted across what was taken out.
    /// </summary>
    public static string Honest(string kind, string? title, string text, Side side)
    {
        var planted = Of(kind, title, text, side);
        return planted.Count == 0
            ? text
            : planted.Aggregate(text.ReplaceLineEndings("\n"), (t, p) => t.Replace(p.Passage, TakenOut, StringComparison.Ordinal));
    }

    private static IReadOnlyList<PlantedInstruction> Scan(string text, Side side, bool isField)
    {
        var found = new List<PlantedInstruction>();
        var isLedIn = false;
        foreach (var paragraph in Sentences.Paragraphs(text).SelectMany(Windows))
        {
            if (Sign(paragraph, side) is { } why)
            {
                found.Add(new(From(paragraph, side, isField), why));
            }
            else if (isLedIn)
            {
                found.Add(new(paragraph, "is what an instruction to an AI leads in"));
            }
            isLedIn = found.Count > 0 && paragraph.EndsWith(found[^1].Passage, StringComparison.Ordinal) && paragraph.EndsWith(':');
        }

        return found;
    }

    /// <summary>What gives a text away, for a reader, or null.</summary>
    private static string? Sign(string text, Side side) =>
        Why(Plain(text), side) is { } why ? why
        : HasHiddenCharacters(text) ? "carries characters that no reader sees"
        : Disguised.Of(text).Select(hidden => Why(Plain(hidden), side)).FirstOrDefault(w => w is not null) is { } encoded
            ? $"encoded: {encoded}"
        : null;

    // What stands before it was said to people, but for the sentence that touches it: that may lead it in. What stands after it may be part
    // of it.
    private static string From(string paragraph, Side side, bool isField)
    {
        var starts = Sentences.Starts(paragraph).Append(paragraph.Length).ToList();
        for (var i = 0; i + 1 < starts.Count; i++)
        {
            if (Sign(paragraph[starts[i]..starts[i + 1]], side) is not null)
            {
                return paragraph[starts[isField ? i : Math.Max(0, i - 1)]..];
            }
        }

        return paragraph;
    }

    // A paragraph of megabytes is read in windows that overlap, so that no pattern runs long and none is cut in two.
    private static IEnumerable<string> Windows(string paragraph)
    {
        for (var from = 0; from == 0 || from + Overlap < paragraph.Length; from += Window - Overlap)
        {
            yield return paragraph.Substring(from, Math.Min(Window, paragraph.Length - from));
        }
    }

    private static string? Why(string text, Side side)
    {
        if (Addressed.IsMatch(text) || Greeted.IsMatch(text) || InjectionWords.Addressed.IsMatch(text))
        {
            return "speaks to an AI or an automated reader";
        }
        if (Overriding.IsMatch(text) || InjectionWords.Overriding.IsMatch(text))
        {
            return "asks to drop earlier instructions";
        }
        if (NewTask.IsMatch(text))
        {
            return "gives a new task or mode";
        }
        if (Markup.IsMatch(text))
        {
            return "imitates the markup of a prompt";
        }
        if (Secrecy.IsMatch(text))
        {
            return "asks to hide something from the user";
        }
        if (Exfiltration.IsMatch(text))
        {
            return "asks for an image or link that carries data out";
        }
        if (ShapesAnswer.IsMatch(text))
        {
            return "dictates what an answer must contain or look like";
        }
        if (OffTopic.IsMatch(text))
        {
            return "sets a writing exercise";
        }
        return side is not (Side.Seller or Side.System) && (Commands.IsMatch(text) || InjectionWords.Commands.IsMatch(text))
            ? "orders a change of our records or a concession"
            : null;
    }

    // Compatibility forms, invisible characters and spaced-out letters are undone before the text is judged.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Nfkc.Of(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format)
            {
                continue;
            }
            plain.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }

        return SpacedOut.Replace(plain.ToString(), m => string.Concat(m.Value.Where(char.IsLetterOrDigit)));
    }

    // Tag characters never stand in mail; a run of invisible ones between letters spells something (a lone joiner or soft hyphen does not).
    private static bool HasHiddenCharacters(string text)
    {
        var run = 0;
        foreach (var rune in text.EnumerateRunes().Select(r => r.Value))
        {
            if (rune is >= 0xE0000 and <= 0xE007F)
            {
                return true;
            }
            run = rune is 0x200B or 0x200C or 0x200D or 0x2060 or 0x2062 or 0x2063 or 0x2064 ? run + 1 : 0;
            if (run >= 8)
            {
                return true;
            }
        }

        return false;
    }

    private const string Gap = "\n\n";

    /// <summary>What stands in an honest text where something was taken out.</summary>
    public const string TakenOut = "[…]";
    private const int Window = 6_000;
    private const int Overlap = 500;

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Reader =
        @"(a\.?i\.?|artificial intelligence|llms?|(large )?language models?|chat ?bots?|bots?|chatgpt|gpt|copilots?|claude|gemini|(automated|automatic|virtual|digital|ai|sales) ((sales|email|mail|reading) )?(assistants?|agents?|readers?|systems?|tools?|summari[sz]ers?)|assistants? (and|or|reading|processing|handling|summari[sz]ing)|summari[sz]ers?|automation)";

    private static readonly Regex Addressed = new(
        @"\b(notice|note|notes|message|attention|instructions?|reminder|hint|memo|addressed|for the attention of|p\.?s\.?)\s*(to|for|of)?:?\s+(all |any |the |your |every )*"
            + Reader
            + @"\b|\b(to|for) (all |any |every )"
            + Reader
            + @"\b[^.]{0,40}\b(reading|processing|handling|parsing|summari[sz]ing|reviewing)\b|\b(dear|hello|hi|hey|attn:?) (a\.?i\.?|ai assistant|assistant|bot|chatbot|language model|llm|agent)\b|\bif (you are|you're|this is( being)? (read|processed|summari[sz]ed|handled) by) (an? |the )?"
            + Reader
            + @"|\bas an? (ai|a\.i\.|language model|llm|automated assistant|ai assistant)\b[^.]{0,20}\b(you|reading|your)\b|\byou are (now |operating )*(an? |the )?[^.]{0,30}\b(ai|language model|llm|chatbot)\b|\byou are (now )?(operating|running)\b[^.]{0,30}\b(mode|pipeline|test)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    // Claude and Gemini are names of people too: greeted alone they are none.
    private static readonly Regex Greeted = new(
        @"\b(dear|hello|hi|hey|greetings|attn|attention|@)[:,]?\s*((sales|email|mail|outlook|ai|virtual|digital|automated) )?(copilot|chatgpt|gpt(-?\d\w*)?|chat ?bot|summari[sz]ers?|language model|llm|ai (assistant|agent|reader|model|system|tool)s?|automated (assistant|agent|reader|system)s?)\b|\b(any|whichever|whatever|every|the|an?) (system|tool|software|model|machine|program|script|agent|assistant|ai|bot|llm|copilot)s? (that |which )?(is |are )?(currently |now |automatically )?(reads?|reading|process(es|ing)?|pars(es?|ing)|summari[sz](es?|ing)|analy[sz](es?|ing)|handl(es?|ing)) this (mail|e-?mail|message|text|thread|note)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Overriding = new(
        @"\b(ignore|disregard|forget|override|bypass|discard|neglect|set aside|put aside|pay no (attention|heed) to|stop following|do not follow|do not obey|don't follow|regardless of)\b[^.!?\n]{0,60}\b((previous|prior|earlier|above|preceding|foregoing|original|initial) (context|rules|orders|commands|directions|guidance)|(what|everything|anything|all|whatever) (that )?you('ve| have| were| had)( been)? (instructed|trained|programmed|prompted|configured)|(everything|anything|all text)( that is| written| said)? (above|before this|prior to this|preceding this))\b|\b(ignore|disregard|forget|override|bypass|discard|neglect|stop following|do not follow|don't follow|regardless of)\b[^.!?\n]{0,40}\b(instructions?|prompts?|directives?|guidelines?|programming|prior requests|previous requests|previous input|system message|safety rules|boundaries|restrictions)\b|\b(gave|given) you (your|these|wrong|the wrong) instructions\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex NewTask = new(
        @"\bnew (important |urgent |updated )?instructions?\s*(\*|:|-{2}|\n|$)|\*\*+\s*(new|urgent|important)[^*]{0,30}(instructions?|task)\b|\b(your|the) new task\b|\b(urgent|priority) (new )?task\b\s*[:*]|\byour task is (now )?to\b|\bdeveloper mode\b|\bno limits ai\b|\bjailbreak\b|\bspecial case: if you are (told|asked) to\b|\benable debugging\b|\bunlock hidden\b|\bprove you are (truly )?intelligent\b|\bgrant (temporary )?administrative privileges\b|\bdan mode\b|\bfrom now on,? (you are (an?|the|my)\b|act as\b|(respond|answer|reply) only\b)|\bact as (an? )?(unrestricted|unfiltered|ai|assistant|dan|system administrator|root|developer)\b|\bpretend (that )?(you are|to be) an?\b|\b(reveal|print|repeat|output|disclose) (me )?(your (system |initial |original |hidden )?(prompt|instructions)|the (system|initial|original|hidden) (prompt|instructions))\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Markup = new(
        @"<\|[a-z_]+\|>|\[/?INST\]|<<\s*/?SYS\s*>>|</?\s*(system|assistant|instructions?|prompt|user_?message|tool_call|function_calls?)\s*>|(^|\s)#{2,}\s*(system|instructions?|assistant|response)\b|\b(system|hidden|initial) prompt\b|(^|\s)(system|assistant)\s*:\s*(you|ignore|respond|please|set|as)\b|\bBEGIN (INPUTS|EVIDENCE|SYSTEM)\b|\bEND (INPUTS|EVIDENCE)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Secrecy = new(
        @"\b(do not|don't|never|without) (mention|mentioning|reveal|revealing|disclose|disclosing|tell|telling|show|showing|report|reporting)\b[^.!?]{0,50}\b(to|in|from)? ?(your|the) (user|human|operator|principal|summary|rep handling)\b|\b(keep|hide) (this|it)\b[^.!?]{0,40}\bfrom (the|your) (user|human|operator|seller|sales rep)\b|\bwithout (the|your) (user|human|operator)('s)? (knowing|knowledge|noticing)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Exfiltration = new(@"!\[[^\]]*\]\(\s*https?://[^)\s]*\?[^)]*\)", Loose, TimeSpan.FromSeconds(20));

    private static readonly Regex ShapesAnswer = new(
        @"\b(modify|augment|enhance|alter|adjust) your (answer|response|reply|output|summary)\b|\bintegrate\b[^\n]{0,120}\b(your|the) (answer|response|reply|output)\b|\b(a|the|this|one|compelling|friendly|sensational|following) ?(sentence|statement|headline|tip|reminder|reason|string|hint|paragraph|phrase|text|token)s?\b[^.!?]{0,60}\b(in|to|into|of) your (answer|response|reply|output|summary)\b|\b(include|add|insert|append|put)\b[^.!?]{0,30}\b(in|to|into|at the end of) your (answer|response|reply|output|summary)\b[^.!?]{0,20}(:|the following)|\badd\s+[""“'][^""”]{3,200}[""”'][^\n]{0,60}\bto your (answer|response|reply)\b|\bin your (answer|response|reply|output), (suggest|tease|promote|encourage|invite|hint|offer|mention that|state that)\b|\b(letters?|vowels?|words?|spaces?|keywords?|typos|misspell\w*|anagram\w*|substitut\w*|symbols?|alphanumeric|homophonic|numbers for vowels|position number)\b[^.!?]{0,70}\b(your|of your|in your) (answer|response|reply|message|output)\b|\breplace (every \w+ letter|all vowels|vowels|letters) with\b|\b(your|the) (answer|response|reply|message)\b[^.!?]{0,50}\b(letters?|vowels?|anagram\w*|misspell\w*|typos|alphanumeric|homophonic|without any spaces|in groups? of)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex OffTopic = new(
        @"\b(write|compose|provide|develop|create|generate|give me|tell me)\b (me )?(a|an|the) ([\w-]+ ){0,2}(poem|haiku|limerick|essay|short story|song|joke|riddle)\b|\bessay about\b|\btranslate the following (sentence|text|phrase|paragraph|word)s?\b|\bhow do you say ['""‘“]|\bgenerate a response to answer\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Commands = new(
        @"(^|[.:;!?\n]\s+|\bplease\s+|\bmust\s+|\bshould\s+|\band\s+)(set|change|mark|move|update|record|classify|log|raise)\b[^.!?]{0,60}\b(forecast|crm|win probability|(deal|opportunity|pipeline) stage|opportunity|blocker)\b|\b(reply|respond|answer|write back)( to (the|this) sender)? with (a |the )?(confirmed|approved)\b|\bstate that the (discount|price|terms?)\b[^.!?]{0,40}\b(approved|accepted)\b|\b(treat|regard) (this|the) (deal|opportunity|blocker|review)\b[^.!?]{0,30}\bas (closed|done|resolved|approved|unblocked|won)\b|\b(label|flag|rate|report|list|log|mark|treat|classify) (this|the) (deal|account|opportunity) (as|to) (closed|won|commit|on track|healthy|best case|low risk)\b",
        Loose,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex SpacedOut = new(
        @"\b([\p{L}\d](?<gap>[ .\-_*|·])){1}([\p{L}\d]\k<gap>){4,}[\p{L}\d]\b",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );
}
