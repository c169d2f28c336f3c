using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Plain words by which a buyer says that something is not, or no longer, in the way.</summary>
internal static class RulesOut
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Fine =
        @"(?:done|fine|closed|approved|cleared|complete|completed|passed|signed off|settled|finished|sorted|accepted|agreed|no (?:findings|issues?|objections?|concerns?))";
    private const string NotYet =
        @"^(?!.*\b(?:until|unless|before|once|not yet|isn't|not (?:done|fine|closed|approved|cleared|complete|passed|agreed|signed)|until|when|if|still|almost|nearly|except|but)\b)";

    private static Regex? Pattern(string category) =>
        category switch
        {
            "budget" => Budget,
            "weak_case" => WeakCase,
            "timing" => Timing,
            "fit_scope" => FitScope,
            "authority" => Authority,
            "security" => Security,
            "legal" => Legal,
            "procurement" => Procurement,
            "competition" => Competition,
            _ => null,
        };

    /// <summary>
    /// A buyer who finds the price fair may still not have it, and one part that works is not the whole: each rules out less than half.
    /// </summary>
    public static double Share(string category, string sentence) =>
        category switch
        {
            "budget" => Price.IsMatch(sentence) && !Money.IsMatch(sentence) ? 0.4 : 1,
            "fit_scope" => APart.IsMatch(sentence) ? 0.4 : 1,
            _ => 1,
        };

    // "The badge thing works fine", "your clock worked first time": of one thing, where "it works" speaks of all.
    private static readonly Regex APart = new(
        @"\b(?:the|this|that|your) (?!whole|lot|product|system|software|platform|machine|thing\b)(?:[\w-]+ ){1,2}works?(?:ed)? (?:fine|well|perfectly|first)",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Price = new(@"\b(?:price|number|cost|figure)\b", Options, TimeSpan.FromSeconds(20));

    private static readonly Regex Money = new(@"\b(?:money|budget|funds?|funding|line)\b", Options, TimeSpan.FromSeconds(20));

    public static bool Says(string category, string sentence) => Pattern(category)?.IsMatch(sentence.Replace('’', '\'')) == true;

    private static readonly Regex Budget = new(
        @"\b(?:isn't|is not|it's not|not|never|nobody(?:'s| is| here is)?|no one(?:'s| is)?|wasn't) (?:(?!in )\w+ ){0,2}(?:about |a question of |arguing about |haggling over |a matter of )?(?:the )?(?:money|price|budget)\b(?! for| to)"
            + "|"
            + @"\b(?:nobody|no one|not|isn't)\b[^.]{0,20}\b(?:arguing|haggling|complaining) (?:about|over)\b|\b(?:no|hasn't a|got a) problem with the (?:price|number|cost)\b"
            + "|"
            + @"\b(?:money|budget|funds|funding|line|price)(?:'s|'re)?(?: side)? (?:is |are |has been |have been |was |were )?(?:\w+ )?(?:there|fine|approved|set aside|ring-?fenced|in the (?:\w+ )?(?:plan|budget)|secured|allocated|stands?|released|earmarked|reserved)\b"
            + "|"
            + @"\b(?:no|not a|never a) question of (?:your |the )?(?:offer|price|cost|costs|money|budget)\b|\b(?:money|budget|pot|price|cost|costs|figure|number|sum)(?:'s| is| was|'re| are)? (?:not|never|n't|hardly) (?:the|our|a|my|his|her) (?:problem|issue|point|question|trouble|difficulty|hold-?up|obstacle)\b|\bno (?:quarrel|argument|fight) (?:with|about|over) the (?:figure|price|number|cost)\b"
            + "|"
            + @"^(?!.*\b(?:until|unless|before|if|not yet|hasn't|haven't|only|half|left)\b).*\b(?:sum|amount|money|funds?|funding|budget)(?:'s|'re)?\b[^.,]{0,20}\b(?:released|coded|reserved|approved|granted|where i left it|not going anywhere|isn't going anywhere|good (?:through|until|till|for the year)|lies there|sits there|been kept)\b"
            + "|"
            + @"^(?!.*\b(?:until|unless|if|not yet|hasn't|haven't|isn't in|not in|before)\b).*\b(?:it|this|that|money|capital|sum|amount|cash|cost)(?:'s| is| are)(?: already)? in (?:the|our|next year's|this year's|my|their) (?:\w+ )?(?:list|plan|budget|forecast|capex)\b"
            + "|"
            + @"\bno (?:discount|price|number|rebate)\b[^.]{0,30}\b(?:help|change|fix|solve)s?\b|\b(?:discount|lower (?:price|figure|number)|cheaper (?:one|price|machine|offer|version)|(?:money|percent|%) off)\b[^.]{0,40}\b(?:won't|wouldn't|doesn't|does not|will not|would not|can't|isn't going to) (?:\w+ ){0,2}(?:help|change|fix|solve|make|move|matter)\b|\b(?:a |ten percent )?cheaper\b[^.]{0,50}\bis still\b|\bisn't a (?:discount|price|money)\b|\bnot (?:being )?(?:fought|argued) over\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex WeakCase = new(
        @"\b(?:pays? (?:for itself|its way|itself back)|earns? its keep|paid (?:itself )?back (?:in|by|within)|worth every (?:penny|cent|euro|dollar))\b"
            + "|"
            + @"\b(?:don't|doesn't|do not|nobody|no one|needn't) (?:have to |needs? (?:any )?|needs? to be )?(?:convincing|persuading|be convinced|convince (?:me|us|him|her|them)|sell (?:me|us) on)\b"
            + "|"
            + NotYet
            + @".*(?:(?<!somebody else's )(?:numbers|sums|figures) (?:hold|add up|stack up|work)\b|\b(?:nobody|no one) (?:doubts|questions) (?:it|that|the (?:value|benefit|case|need|numbers))\b|\bno doubt (?:what|that) it(?:'s| is) worth\b)",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Timing = new(
        @"\b(?:the )?sooner the better\b|\bsooner rather than later\b|\bno (?:reason|need) to wait\b|\b(?:could|would|can|we'd) (?:start|begin) (?:tomorrow|today|on monday|any (?:day|time)|right away)\b|\b(?:ask|asks|asking|asked) (?:me )?(?:every|each) (?:day|week|morning)\b|\b(?:want|wanted|need|needed|like) (?:it|this) (?:already )?yesterday\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex FitScope = new(
        @"\b(?:wouldn't|would not|don't want to) change (?:a|one|any) ?\w+\b|\b(?:don't|do not|doesn't) need (?:another look|to see it again|(?:any )?(?:more|further|other) features?)\b|\bno (?:issues?|problems?|complaints?)\b[^.]{0,20}\btechnical(?:ly)?\b|\bnothing (?:to add|missing) (?:on|from|in) (?:the )?(?:product|function|scope)\b"
            + "|"
            + NotYet
            + @".*(?:\bwork(?:s|ed) (?:fine|well|perfectly|first (?:go|time|try))\b|\btechnically (?:fine|sound|ok|accepted|it works)\b|\b(?:test|pilot|trial|poc) (?:is |was |has |have )?(?:been )?(?:passed|a success|accepted|went well)\b)",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Authority = new(
        NotYet
            + @".*\b(?:happy|glad|ready|willing|content) to (?:sign|initial|approve)\b"
            + "|"
            + @"^(?!.*\b(?:if|until|unless|who|whoever|before|would|could|needs?|nobody|not)\b).*(?:\b(?:director|boss|chief|cfo|ceo|coo|md|owner|board|partners?|president|head|chair(?:man|woman)?|he|she|they) (?:has |have |had )?(?:already )?said (?:yes|go ahead|go on)\b|\bi (?:can )?sign (?:it |this |that )?(?:myself|alone)\b|\b(?:my|his|her) (?:own )?signature (?:alone )?(?:is enough|suffices)\b)",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Security = new(
        $@"{NotYet}.*\b(?:security|infosec|soc ?2|sso|single sign[- ]on|questionnaire|assessment|pen(?:etration)?[- ]test|privacy|risk review)\b[^.]{{0,60}}\b{Fine}\b"
            + "|"
            + @"\bnothing (?:further|more|else)\b[^.]{0,30}\bsecurity\b|\bno findings\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Legal = new(
        $@"{NotYet}.*\b(?:msa|contract text|contract|terms|legal|clauses?|redlines?)\b[^.]{{0,50}}\b{Fine}\b"
            + "|"
            + @"\bno (?:more |further )?(?:open|outstanding) points?\b|\bnothing (?:open|further|more|else|outstanding)\b[^.]{0,20}\b(?:between us|on the (?:words|wording|text|contract|terms|paper))\b|\bsigned by both\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Procurement = new(
        $@"{NotYet}.*\b(?:vendor|supplier|purchasing|procurement|onboarding|registration|requisition|set-?up)\b[^.]{{0,50}}\b(?:{Fine}|active|registered|in the system)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Competition = new(
        @"\b(?:told them no|not interested|forget them|not going back|turned (?:them|it) down|no other (?:vendor|supplier|offer)|only (?:vendor|supplier|one) (?:we|on))\b",
        Options,
        TimeSpan.FromSeconds(20)
    );
}
