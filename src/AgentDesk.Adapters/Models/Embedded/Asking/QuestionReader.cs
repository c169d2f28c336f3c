using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Core.Deals;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>Reads what a question wants from its wording: by general turns of phrase, never by the words of one export.</summary>
internal static partial class QuestionReader
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Reads a question.</summary>
    /// <param name="named">What its words name.</param>
    /// <param name="people">Of these, the contacts of the deal that is meant; all where none is.</param>
    public static Question Read(string text, NamedDeals named, IReadOnlyList<Contact> people)
    {
        var mended = Mended(text);
        var plain = mended.Trim().ToLowerInvariant();
        var intent = IntentOf(plain, named.Deals.Count > 0);
        return new Question(text, plain, intent, WantsOf(plain), TermsOf(mended, named.Words), people, RolesOf(plain));
    }

    // As people type in chat: "whats", "isnt", "havent" are read as they are meant.
    private static string Mended(string text) =>
        WithoutNot().Replace(WithoutIs().Replace(text.Replace('’', '\''), "${word}'s"), "${verb}n't");

    /// <summary>Whether it only goes on from an earlier one and wants what was before: "and before that?".</summary>
    public static bool WantsEarlier(string text) => Earlier().IsMatch(text.Trim().ToLowerInvariant());

    /// <summary>Whether it takes up the earlier question for something else: "and Castellan?", "what about Ted?".</summary>
    public static bool TakesUp(string text) => Again().IsMatch(text.Trim().ToLowerInvariant());

    /// <summary>Whether the words leave open what they are about, so that the conversation says it.</summary>
    public static bool Points(string text) => Pointing().IsMatch(text.ToLowerInvariant().Replace('’', '\''));

    /// <summary>Whether the word belongs to what questions on any deal are made of, and so names nothing.</summary>
    public static bool IsOfAsking(Term term) => Lexicon.IsKnown(term.Word.ToLowerInvariant()) || Asking.Contains(term.Stem);

    private static readonly FrozenSet<string> Asking = FrozenSet.ToFrozenSet(
        "stuck stall stalled block blocked blocker hold holding held hang status situation next step steps stage stages history slip promise promised commit commitment unanswered last hear heard contact word overdue forecast amount worth"
            .Split(' ')
            .Select(Words.Stem),
        StringComparer.Ordinal
    );

    private static Intent IntentOf(string q, bool namesDeal)
    {
        if (Act().IsMatch(q) && !ShowMe().IsMatch(q))
        {
            return Intent.Act;
        }
        if (Waiting().IsMatch(q) && !namesDeal)
        {
            return Intent.Waiting;
        }
        if (Across().IsMatch(q) && !namesDeal)
        {
            return Intent.Across;
        }
        if (Figures().IsMatch(q))
        {
            return Intent.Figures;
        }
        if (Promised().IsMatch(q))
        {
            return Intent.Promised;
        }
        if (Slips().IsMatch(q))
        {
            return Intent.Slips;
        }
        if (Stages().IsMatch(q))
        {
            return Intent.Stages;
        }
        if (NextStep().IsMatch(q))
        {
            return Intent.NextStep;
        }
        if (LastWord().IsMatch(q))
        {
            return Intent.LastWord;
        }
        if (Asked().IsMatch(q))
        {
            return Intent.Asked;
        }
        if (Who().IsMatch(q))
        {
            return Intent.Who;
        }
        if (Stuck().IsMatch(q))
        {
            return Intent.Stuck;
        }
        return Record().IsMatch(q) ? Intent.Record : Intent.Said;
    }

    private static Wants WantsOf(string q) =>
        q switch
        {
            _ when Why().IsMatch(q) => Wants.Reason,
            _ when When().IsMatch(q) => Wants.Instant,
            _ when HowMuch().IsMatch(q) => Wants.Number,
            _ when WhoAsks().IsMatch(q) => Wants.Person,
            _ => Wants.Anything,
        };

    private static List<string> RolesOf(string q)
    {
        var roles = new List<string>();
        foreach (var (role, pattern) in RoleWords)
        {
            if (pattern.IsMatch(q))
            {
                roles.Add(role);
            }
        }
        return roles;
    }

    private static List<Term> TermsOf(string text, IReadOnlySet<string> names)
    {
        var terms = new List<Term>();
        foreach (var (word, folded, _) in NameWords.Of(text))
        {
            var lower = word.ToLowerInvariant().Replace('’', '\'');
            if (names.Contains(folded) || folded.Length < 2 || Empty.Contains(folded) || lower.Contains("n't", StringComparison.Ordinal))
            {
                continue;
            }
            if (lower.EndsWith("'s", StringComparison.Ordinal))
            {
                lower = lower[..^2];
            }
            var stem = Words.Stem(lower);
            if (Empty.Contains(stem) || terms.Exists(t => t.Stem == stem))
            {
                continue;
            }
            terms.Add(new Term(word, stem, Concepts.OfStem(stem)));
        }

        // How long somebody needs is answered by a length, not by the word.
        if (text.Contains("how long", StringComparison.OrdinalIgnoreCase) && terms.Exists(t => t.Concept?.Name != "need"))
        {
            terms.RemoveAll(t => t.Concept?.Name == "need");
        }

        // "Who else are they looking at?" asks for rivals without a word for them.
        if (Rivals().IsMatch(text.ToLowerInvariant()))
        {
            terms.RemoveAll(t => Looking.Contains(t.Stem));
            terms.Add(new Term("alternatives", Words.Stem("alternatives"), Concepts.OfStem(Words.Stem("alternatives"))));
        }

        return terms;
    }

    private static readonly (string Role, Regex Pattern)[] RoleWords =
    [
        ("security", RolesPattern(@"\b(security|infosec|ciso|privacy|data protection|it risk|cyber)\b")),
        ("legal", RolesPattern(@"\b(legal|lawyers?|counsel|solicitors?|attorneys?)\b")),
        ("procurement", RolesPattern(@"\b(procurement|purchasing|sourcing|buyer's desk|supplier desk)\b")),
        ("finance", RolesPattern(@"\b(finance|controller|cfo|finance director|fd)\b")),
        ("champion", RolesPattern(@"\bchampion\b")),
        ("economic_buyer", RolesPattern(@"\b(economic buyer|decision[- ]?maker|decider|budget holder|signatory)\b")),
        ("technical", RolesPattern(@"\b(it (team|people|manager|department)|technical (team|buyer|contact)|engineers?)\b")),
        ("user", RolesPattern(@"\b(end users?|their users)\b")),
    ];

    // Words of asking, of grammar and of talking about deals at all: they carry no content.
    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(
        (
            "a about after again all also am an and any anybody anyone anything are as ask at be been before being but by can could did do does doing either ever every for from get gets getting give gives go goes going gone got had has have having he her here him his how i if in into is it its long "
            + "just know known last lately latest like made make many may me might more most much must my near no nor not now of off on once one only or other our out over own please put really said same say saying says see seem seems shall she should since so some somebody someone something still such sure take taken tell than thank that the "
            + "their theirs them then there these they thing things this those through to today told too under until up upon us very want was we well went were what whatever when where whether which while who whom whose why will with within without would yet you your "
            + "deal deals account accounts customer customers client clients buyer buyers prospect side people person team guys folks issue matter question answer reply mention mentioned talk talked talking think thinks happen happened happening current currently really exactly say sent write wrote written"
        )
            .Split(' ')
            .Concat(["s", "t", "re", "ve", "ll", "d"])
            .Distinct(StringComparer.Ordinal),
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> Looking = FrozenSet.ToFrozenSet(
        "else look looking talk consider considering evaluate compare comparing speak see seeing".Split(' ').Select(Words.Stem),
        StringComparer.Ordinal
    );

    private static Regex RolesPattern(string pattern) => new(pattern, Plainly, TimeSpan.FromSeconds(20));

    private const string Verbs =
        "(send|remind|mail|e-?mail|write|draft|reply|respond|forward|move|set|change|update|push|approve|reject|close|mark|schedule|book|ping|nudge|escalate|reassign|create|log|add|delete|remove|cancel|offer|call|chase|pause|snooze|advance|raise|lower)";

    [GeneratedRegex(
        "^(ok(ay)?,? |great,? |then |please |pls |so |now |just |can you |could you |would you |will you |go ahead and |i want you to |you should |and )*"
            + Verbs
            + @"\b(?! (date|history|notes?|plan))|\b(and|then|,) (please )?"
            + Verbs
            + " (it|them|him|her|that|this|the|a|an)\\b",
        Plainly,
        20_000
    )]
    private static partial Regex Act();

    [GeneratedRegex(
        @"^(please |can you |could you )*(send|write|mail|call|update|remind|forward) (me|us)\b(?! to (move|set|change))|^update on\b|^(close|call|move|log|mark|draft|set) ?(s|d)\b",
        Plainly,
        20_000
    )]
    private static partial Regex ShowMe();

    [GeneratedRegex(
        @"\bwait(s|ing)? (for|on) (me|my)\b|\bmy (inbox|approvals?|decisions?|queue|to-?dos?|desk)\b|\bneeds? (me|my)\b|\b(should|must|do|can) i (have to |need to )?(decide|approve|do|look at|sign off)\b|\bpending (approvals?|decisions?)\b|\b(on my plate|in the inbox|for me to (decide|approve|do))\b",
        Plainly,
        20_000
    )]
    private static partial Regex Waiting();

    [GeneratedRegex(
        @"\b(which|what|any|list|show( me)?|how many|how much) (of )?((my|our|the|all|open|team's|his|her|their) )*(deals?|opportunit(y|ies)|commits?|accounts?|customers?|pipeline)\b|\b(my|our|all|all my|all our) (open )?(deals|pipeline|accounts|opportunities|commits)\b|\b(one|any|some) of my deals\b|\bacross (my|the|all)\b",
        Plainly,
        20_000
    )]
    private static partial Regex Across();

    [GeneratedRegex(
        @"\b(kpis?|metrics?|figures?|median|average|rate|share of|percentage|percent|how often do we|how long do we take|override|acceptance|latency|lead time|turnaround of approvals|time to (decide|decision|approve))\b(?!.*\b(they|their|said|asked)\b)",
        Plainly,
        20_000
    )]
    private static partial Regex Figures();

    [GeneratedRegex(
        @"\b(promis\w+|commit(ted)? to|commitments?|(did|have|had) we (say|agree|offer|undertake|owe|tell)|we (said|agreed|owe|undertook)|(said|say) (that )?we would|our (action items|to-?dos|homework)|we (were|are) (going|supposed) to)\b",
        Plainly,
        20_000
    )]
    private static partial Regex Promised();

    [GeneratedRegex(
        @"\b(slip(s|ped|ping)?|slippage|push(ed)? (out|back)|close date (has |have |been |was |get |got )*(move|change|slip|push)\w*|(move|change|push)\w* (the |its |their |our )?close date|how (often|many times) (has|did|was).{0,40}(close|date|slip|move))",
        Plainly,
        20_000
    )]
    private static partial Regex Slips();

    [GeneratedRegex(
        @"\b(stages?|stage history|how long (has|have|is|was|were) .{0,60}\b(in|at)\b .{0,30}(stage|identify|contact|discovery|propose|proposal|resolve|negotiation)|(when|since when) (did|has|have|is|was|were) .{0,60}\b(move|moved|get|got|go|went|enter|entered|reach|reached|come|came|been|in)\b .{0,20}\b(to|into|in|at)? ?(identify|contact|discovery|propose|resolve|won|lost)\b|(enter|reach|mov)(ed|e|ing)? (to |into )?(identify|discovery|propose|resolve)\b)",
        Plainly,
        20_000
    )]
    private static partial Regex Stages();

    [GeneratedRegex(@"\b(next steps?|what('s| is| happens| comes) next|what do we do next|overdue)\b", Plainly, 20_000)]
    private static partial Regex NextStep();

    [GeneratedRegex(
        @"\b((say|said|write|wrote|tell|told|hear|heard)\b.{0,20} last\b|last (heard?|said|contact|word|reply|replied|answer|touch|email|mail|message|wrote|spoke|talked)|(when|since when) (did|have|has|was|is) .{0,50}\b(last|quiet|silent|dark)\b|(hear|heard) (back )?from (them|him|her|it)?|how long .{0,40}(quiet|silent|dark|no (answer|reply))|gone (quiet|dark|silent))",
        Plainly,
        20_000
    )]
    private static partial Regex LastWord();

    [GeneratedRegex(
        @"\b(ask(s|ed|ing)?\b(?! (for )?(a )?discount)|request(s|ed)?|open questions?|unanswered|not (been )?answered|haven't answered|owe(s|d)?|owing|(still )?(want|need|miss|lack|wait)(s|ed|ing)?( (for|on))? .{0,40}(from us|of us|from our side)|(waiting|wait) (for|on) us|what (does|do|did|is|are|has) .{0,60}\b(want|need|wait(ing)? for|miss(ing)?|lack(ing)?|require|request|asked? for)\b|comments?|conditions?|demands?)",
        Plainly,
        20_000
    )]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"\b(who('s| is| are| was)? .{0,30}(economic buyer|champion|decision[- ]?maker|decider|contacts?|involved|stakeholders?|security|legal|procurement|cfo|finance|sponsor|owner)|who (has to|have to|must|needs to|can|may|should|would|will) (say yes|decide|sign|approve)|who (sign|decide|approve)s\b|(economic buyer|champion|decision[- ]?maker|stakeholders|contacts|buying (group|committee))\b)",
        Plainly,
        20_000
    )]
    private static partial Regex Who();

    [GeneratedRegex(
        @"\b(stuck|stall(s|ed|ing)?|block(s|ed|er|ers|ing)?|hold(s|ing)? (it |this |them |us |things )?(up|back)|held (up|back)|hold-?up|in the way|not (moving|signed|closed|closing|progress\w*)|isn't .{0,30}(signed|closed|moving|closing)|wrong with|going on (with|at)|what('s| is) (the )?(problem|status|situation|matter|hold)|status|where (do|are|is) (we|it|things|this).{0,20}|why (won't|doesn't|isn't|hasn't|haven't|aren't|don't|not)|why (is|has|are|have) .{0,60}(late|delay\w*|slow|quiet|open|going nowhere|dragging)|what would (unblock|unstick|move))",
        Plainly,
        20_000
    )]
    private static partial Regex Stuck();

    [GeneratedRegex(
        @"\b(worth|how (big|large)|deal size|amount|value of (the )?deal|close date|when (does|do|will|should|is) (it|the deal|this|that|.{2,40}) (close|closing)|forecast( category)?|segment|which stage|what stage|who owns|owner of)\b",
        Plainly,
        20_000
    )]
    private static partial Regex Record();

    [GeneratedRegex(
        @"\b(who|anyone|anybody|what) else\b.{0,40}\b(talk|look|consider|evaluat|compar|speak|see)\w*|\blooking at (anyone|anybody|others?|anything)\b|\b(talk|speak)(s|ing)? (to|with) (anyone|anybody|someone|somebody) else\b|\bup against\b",
        Plainly,
        20_000
    )]
    private static partial Regex Rivals();

    [GeneratedRegex(
        @"\b(?<word>what|who|how|where|when|why|that|there)s\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        20_000
    )]
    private static partial Regex WithoutIs();

    [GeneratedRegex(
        @"\b(?<verb>is|are|was|were|do|does|did|have|has|had|wo|would|should|could)nt\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        20_000
    )]
    private static partial Regex WithoutNot();

    [GeneratedRegex(@"\b(why|how come|reason|because of what)\b", Plainly, 20_000)]
    private static partial Regex Why();

    [GeneratedRegex(
        @"\b(when|what (date|day|time)|which (date|day|week|month)|how soon|by when|until when|since when|how long)\b",
        Plainly,
        20_000
    )]
    private static partial Regex When();

    [GeneratedRegex(
        @"\b(how (much|many|big|large)|what (does|do|did) .{0,50}\b(pay|cost|spend)|number of|what percentage)\b",
        Plainly,
        20_000
    )]
    private static partial Regex HowMuch();

    [GeneratedRegex(@"^(and |so )?(who|whose|whom)\b|\b(with whom|to whom|by whom)\b", Plainly, 20_000)]
    private static partial Regex WhoAsks();

    [GeneratedRegex(
        @"^(and |ok,? |so )*(what (happened |was |came |about |did (they|we) \w+ )?)?(before that|earlier( than that)?|previously|the (time|one|call) before( that)?)\??$|^(and |what about )?(the )?(previous|earlier|prior) (one|call|mail|meeting|time)\??$",
        Plainly,
        20_000
    )]
    private static partial Regex Earlier();

    [GeneratedRegex(@"^(and|or|also|same for|how about|what about|and what about|and how about|and for)\b.{1,60}$", Plainly, 20_000)]
    private static partial Regex Again();

    [GeneratedRegex(
        @"\b(it|its|they|their|them|theirs|he|his|him|she|her|hers|that|this|these|those|there|the deal|the customer|the account|the buyer)\b|^(and|or|also)\b",
        Plainly,
        20_000
    )]
    private static partial Regex Pointing();
}
