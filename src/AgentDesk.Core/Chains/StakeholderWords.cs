using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>People in a buyer's words: contacts by their names, and others whom the words give a name and a role.</summary>
internal static partial class StakeholderWords
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // First names that are everyday words too: only the whole name counts.
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase)
    {
        "will",
        "mark",
        "grant",
        "may",
        "june",
        "april",
        "august",
        "hope",
        "grace",
        "faith",
        "joy",
        "art",
        "bill",
        "rich",
        "pat",
        "sue",
        "rob",
        "drew",
        "chase",
        "dean",
        "guy",
        "ray",
        "rose",
        "summer",
        "penny",
        "frank",
        "earnest",
        "don",
        "gene",
        "max",
        "sky",
        "page",
        "young",
        "best",
        "price",
    };

    /// <summary>
    /// Buyer contacts whom the text names, each with the sentence: by whole name, or by a first name that nobody else has.
    /// </summary>
    public static IEnumerable<(Contact Contact, string Sentence)> Contacts(DealFile file, Team team, string text)
    {
        foreach (var c in file.Contacts.Where(c => c.Side == Side.Buyer && c.Name.Length > 2))
        {
            var first = FirstName(c.Name);
            var isOnly =
                first.Length > 2
                && !Ambiguous.Contains(first)
                && !file.Contacts.Any(o => o != c && FirstName(o.Name).Equals(first, StringComparison.OrdinalIgnoreCase))
                && !team.Colleagues.Any(k => k.Name is { } n && FirstName(n).Equals(first, StringComparison.OrdinalIgnoreCase));
            if ((Sentence(text, c.Name) ?? (isOnly ? Sentence(text, first) : null)) is { } sentence)
            {
                yield return (c, sentence);
            }
        }
    }

    /// <summary>People whom the text gives a whole name and a role, and who are no contact and no colleague.</summary>
    public static IEnumerable<(string Name, string Sentence)> Strangers(DealFile file, Team team, string text)
    {
        foreach (var m in ByRole().Matches(text).Concat(WithRole().Matches(text)))
        {
            var name = m.Groups["name"].Value;
            if (
                NoName().IsMatch(name)
                || file.Contacts.Any(c => Shares(c.Name, name))
                || team.Colleagues.Any(k => Shares(k.Name ?? "", name))
                || file.Deal.Account.Contains(name, StringComparison.OrdinalIgnoreCase)
                || name.Contains(file.Deal.Account.Split(' ')[0], StringComparison.OrdinalIgnoreCase)
            )
            {
                continue;
            }
            if (Sentence(text, name) is { } sentence)
            {
                yield return (name, sentence);
            }
        }
    }

    /// <summary>The sentence that holds the name as a word of its own, as it stands in the text; null where none does.</summary>
    public static string? Sentence(string text, string name)
    {
        if (Named(name).Match(text) is not { Success: true } m)
        {
            return null;
        }

        // Sentence ends and line ends; the rest of the line where neither comes.
        var from = Starts().Matches(text).LastOrDefault(s => s.Index + s.Length <= m.Index) is { } last ? last.Index + last.Length : 0;
        var end = Ends().Match(text, m.Index + m.Length) is { Success: true } e ? e.Index + e.Length : text.Length;
        var sentence = text[from..end].Trim();
        return sentence.Length > 0
            ? BuyerActs.Cut(sentence) is var cut && Named(name).IsMatch(cut)
                ? cut
                : name
            : null;
    }

    public static bool Mentions(string text, string name) =>
        name.Contains(' ', StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal) && Named(name).IsMatch(text);

    /// <summary>
    /// The sentence keeps us from the person: do not write to them, not yet, they are gone or have done their part already.
    /// </summary>
    public static bool ForbidsContact(string sentence) => Forbids().IsMatch(sentence);

    /// <summary>
    /// The sentence gives the person a part in what is to come: it hands us on to them, says that they decide, need or handle something, or
    /// is their name alone, as an answer to "who?". That they have done their part, and what they do all day, is none.
    /// </summary>
    public static bool GivesAPart(string sentence) =>
        !Done().IsMatch(sentence) && (Part().IsMatch(sentence) || sentence.Split(' ').Length <= 3);

    private static bool Shares(string known, string name) =>
        known.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (known.Length > 2 && name.Split(' ')[^1].Equals(known.Split(' ')[^1], StringComparison.OrdinalIgnoreCase))
        || FirstName(known).Equals(FirstName(name), StringComparison.OrdinalIgnoreCase);

    private static string FirstName(string name) =>
        Titles().Replace(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : "";

    private static Regex Named(string name) =>
        new($@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant, Limit);

    [GeneratedRegex(
        @"\b(finished|content|done|happy|satisfied|closed|cleared|signed off|ticked|approved|nothing (else|more|further)|no (more|further) questions|cross (him|her|them) off|off (the|your) list|already|(is|are|'s|was) (fine|out of it)|had (your|it|the) )",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Done();

    [GeneratedRegex(
        @"\b(speak|talk|write|reach|contact|ask|call(ed)?|copy|copied|copying|cc|cc'ing|add(ed|ing)?|introduc\w+|bring\w*|loop\w*|meet|decides?|decision|approves?|approval|signs?|signature|owns?|owner|budget|runs|heads?|leads?|charge|responsible|handles?|looks after|needs?|wants?|will|gonna|going to|would|it'd be|has to|have to|must|shop|name|chairs?|questions?|report to|contact|expects|reads|reviews?|holds|in (finance|legal|procurement|purchasing|sourcing|security|(?-i:IT)|ops|operations|hr)|"
            + Role
            + @")\b|'ll\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Part();

    private const string Role =
        @"(cfo|ceo|coo|cto|cio|ciso|cpo|vp|svp|evp|md|gm|head|director|manager|lead|chief|counsel|lawyer|solicitor|attorney|buyer|controller|treasurer|accountant|officer|secretary|supervisor|coordinator|engineer|architect|administrator|admin|analyst|superintendent|foreman|colleague|boss|successor|replacement|assistant|deputy|partner|president|owner|founder|principal|finance|legal|procurement|purchasing|security|(?-i:IT)|ops|operations|hr|compliance|contracts|accounts|engineering|quality|facilities)";

    // "our ops lead, Priya Nair", "my colleague Priya Nair in purchasing"
    [GeneratedRegex(
        @"\b(?i:our|my|the|their)\s+((?i:[\w/&-]+)\s+){0,3}?(?i:"
            + Role
            + @")\b[^.!?\n,]{0,25}?,?\s+(?<name>\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?[ ]\p{Lu}[\p{L}'’-]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex ByRole();

    // "Priya Nair, our ops lead", "Priya Nair (finance)", "Priya Nair in procurement", "Priya Nair, who runs purchasing"
    [GeneratedRegex(
        @"(?<name>\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?[ ]\p{Lu}[\p{L}'’-]+)(\s*\(|,?\s+(?i:who(\s+(is|'s))?|is)\s+|,\s*|\s+(?i:in|from|at|of)\s+)((?i:our|my|the)\s+)?((?i:[\w/&-]+)\s+){0,3}?(?i:"
            + Role
            + @"|runs|heads|leads|owns|signs|approves|decides|looks\s+after|does|handles)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex WithRole();

    [GeneratedRegex(
        @"\b((please |kindly )?(do not|don't|never|not to) (write|e-?mail|contact|call|phone|ring|go|talk|speak|send|chase|copy|reach|approach|involve|cc)|(rather|would) (you )?(not|didn't|did not)|not (yet|ready)|no need to|leave (him|her|them|\w+) (out|alone|be)|has left|have left|is leaving|no longer|used to|retired|retires|already (did|done|has|have|gave|given|signed|approved|looked|been)|former(ly)?|passed away|ex-)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Forbids();

    // A greeting, a day or a thing that begins with a capital is nobody.
    [GeneratedRegex(
        @"^(hi|hey|hello|dear|morning|afternoon|evening|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|thanks|thank|best|kind|good|yes|no|ok|re|fw|fwd|the|this|that|please|chat|see|talk|speak|call|just|also|and|but|so|if|when|since|after|before|as|for|with|from|our|your|my|i)\b|\b((mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|team|desk|department|dept|office|supplier|customer|service|services|group|company|ltd|inc|llc|gmbh|plc|street|road|head|director|manager|regards|wishes)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NoName();

    /// <summary>A mailbox of a desk or a function, behind which no one person stands.</summary>
    public static bool IsSharedMailbox(string address) => Shared().IsMatch(address);

    [GeneratedRegex(
        @"^[^@]*?((supplier|vendor|help|service|order|front)s?[-_.]?(desk|team|office)|(?<![a-z])(info|office|admin|accounts?|accounting|ap|ar|invoices?|invoicing|procurement|purchasing|suppliers?|vendors?|desk|help ?desk|support|team|no-?reply|contact|sales|service|services|reception|billing|payments?|orders?|legal|contracts?|security|compliance|hr|it|mail|enquiries|inquiries|postmaster)(?![a-z]))[^@]*@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Shared();

    [GeneratedRegex(@"[.!?][""'”’)]*\s+(?=\p{Lu}|\d)|\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Starts();

    [GeneratedRegex(@"[.!?](?=[""'”’)]*(\s|$))|(?=\n)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Ends();

    [GeneratedRegex(
        @"^((mr|mrs|ms|dr|prof|sir|dame)\.?\s+)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Titles();
}
