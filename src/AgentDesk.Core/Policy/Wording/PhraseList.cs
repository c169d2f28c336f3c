using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>One kind of language that a customer does not get, and why.</summary>
public sealed record BannedPhrase(Regex Pattern, string Why);

/// <summary>Desperate, generic and unsupported language (SD stop rule), as short patterns that name the words they catch.</summary>
public static class PhraseList
{
    private const string Desperation = "desperate: it speaks of our need, not of the buyer's";

    public static readonly IReadOnlyList<BannedPhrase> All =
    [
        Generic(@"(just |only |simply |quickly )?check(ing|ed)? in( with you| on (this|things))?"),
        Generic(@"touch(ing)? base"),
        Generic(@"circl(e|ing) back"),
        Generic(
            @"(just |simply )(following|follow) up|(following|follow) up (on|to|about|regarding) (my|the|our) (last|previous|earlier|prior) (e-?mail|message|note|call|voicemail)"
        ),
        Generic(
            @"float(ing)? (this|it) (back )?(up|to the top)|bump(ing)? (this|it|my)|(to|back to) the top of your inbox|resurfac(e|ing) this"
        ),
        Generic(@"(gentle|friendly|quick|little|one last|last|final) (nudge|reminder|ping)|only a nudge"),
        Generic(@"per my (last|previous|earlier) (e-?mail|message|note)"),
        Generic(@"any (updates?|news|thoughts|word|joy|movement|progress|feedback)( on (this|your (side|end)))?\s*\?"),
        Generic(@"(i )?hope (this|my) (e-?mail|message|note) finds you( well)?|hope (you are|you're|all is) (doing )?well"),
        Generic(
            @"pick your brain|move the needle|low[- ]hanging fruit|synerg\w+|reach(ing)? out to see|wanted to see (if|where)|see where (you|we|things) (are|stand)"
        ),
        Desperate(
            @"last chance|final (offer|notice|attempt)|now or never|before it('s| is) too late|don't miss (out|this)|limited time|act now|expir(es|ing) (soon|tonight|today|tomorrow)"
        ),
        Desperate(
            @"(please,? )+please|beg(ging)? you|desperate(ly)?|(really|badly|urgently) need (this|the|your) (deal|signature|order|business|po)"
        ),
        Desperate(
            @"(hit|make|meet|close) (my|our|the) (number|quota|target|quarter|month)|(my|our) (boss|manager) (is|wants|keeps|has asked|needs)|end[- ]of[- ](quarter|month|year) (push|deal|price|discount)"
        ),
        Desperate(
            @"(i )?promise i('ll| will) (leave|stop|go away)|leave you (be|alone)|sorry to (bother|chase|pester|bug)|hate to (bother|chase|pester|bug)|i know you('re| are) (super |very |so )?busy"
        ),
        new(new Regex("[!?]{2,}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20)), Desperation),
        Unsupported(@"guarantee(d|s)?|risk[- ]free|no[- ]risk|zero risk|100\s?% (secure|safe|sure|certain|confident)"),
        Unsupported(
            @"best[- ]in[- ]class|world[- ]class|industry[- ]leading|market[- ]leading|cutting[- ]edge|revolutionary|game[- ]chang(er|ing)|unmatched|second to none|number one in"
        ),
        Unsupported(
            @"everyone (loves|uses|is)|all (of )?(our|your) (customers|competitors|peers) (love|use|are|have)|trust me|no[- ]brainer|you will (definitely|certainly)|you('d| would) be (crazy|mad)"
        ),
    ];

    private static BannedPhrase Generic(string pattern) => new(Compile(pattern), "generic: it gives the buyer no reason to answer");

    private static BannedPhrase Desperate(string pattern) => new(Compile(pattern), Desperation);

    private static BannedPhrase Unsupported(string pattern) => new(Compile(pattern), "unsupported: nothing in the evidence can carry it");

    private static Regex Compile(string pattern) =>
        new(
            $@"(?<![\p{{L}}\d])({pattern})(?![\p{{L}}\d])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(20)
        );
}
