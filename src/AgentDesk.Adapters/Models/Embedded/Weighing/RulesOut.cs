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

    private const string Firmly = @"^(?!.*\b(?:until|unless|if|not yet|hasn't|haven't|isn't in|not in|only|half|before|except|but)\b).*";

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
            "missing_asset" => MissingAsset,
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

    private static readonly string[] Categories =
    [
        "authority",
        "budget",
        "competition",
        "fit_scope",
        "legal",
        "missing_asset",
        "procurement",
        "security",
        "timing",
        "weak_case",
    ];

    /// <summary>All categories that the sentence rules out.</summary>
    public static IReadOnlyList<string> Of(string sentence) => [.. Categories.Where(c => Says(c, sentence))];

    /// <summary>Whether a sentence that rules something out goes on to what it is: "it's not the price, it's the board".</summary>
    public static bool GoesOn(string sentence) => Turns.IsMatch(sentence.Replace('’', '\''));

    private static readonly Regex Turns = new(
        @"\b(?:but|only|except|until|till|unless|before|still|yet|though|although|however|rather|instead|just|now)\b|[,;:–—-] ?(?:it's|it is|that's|that is|what|who|the (?:problem|trouble|point|thing|issue|question|rest))\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    public static bool Says(string category, string sentence) => Pattern(category)?.IsMatch(sentence.Replace('’', '\'')) == true;

    private static readonly Regex Budget = new(
        @"\b(?:isn't|is not|it's not|not|never|nobody(?:'s| is| here is)?|no one(?:'s| is)?|wasn't) (?:(?!in )\w+ ){0,2}(?:about |a question of |arguing about |haggling over |a matter of )?(?:the )?(?:money|price|budget)\b(?! for| to)"
            + "|"
            + @"\b(?:nobody|no one|not|isn't)\b[^.]{0,20}\b(?:arguing|haggling|complaining) (?:about|over)\b|\b(?:no|hasn't a|got a) problem with the (?:price|number|cost)\b"
            + "|"
            + @"\b(?:money|budget|funds|funding|line|price)(?:'s|'re)?(?: side)? (?:is |are |has been |have been |was |were )?(?:\w+ )?(?:there|fine|approved|set aside|ring-?fenced|in the (?:\w+ )?(?:plan|budget)|secured|allocated|stands?|released|earmarked|reserved)\b(?! (?:only|once|if|when|as soon|until|unless)\b)"
            + "|"
            + @"\b(?:no|not a|never a) question of (?:your |the )?(?:offer|price|cost|costs|money|budget)\b|\b(?:money|budget|pot|price|cost|costs|figure|number|sum)(?:'s| is| was|'re| are)? (?:not|never|n't|hardly) (?:the|our|a|my|his|her) (?:problem|issue|point|question|trouble|difficulty|hold-?up|obstacle)\b|\bno (?:quarrel|argument|fight) (?:with|about|over) the (?:figure|price|number|cost)\b"
            + "|"
            + @"^(?!.*\b(?:until|unless|before|if|not yet|hasn't|haven't|only|half|left)\b).*\b(?:sum|amount|money|funds?|funding|budget)(?:'s|'re)?\b[^.,]{0,20}\b(?:released|coded|reserved|approved|granted|where i left it|not going anywhere|isn't going anywhere|good (?:through|until|till|for the year)|lies there|sits there|been kept)\b"
            + "|"
            + @"^(?!.*\b(?:until|unless|if|not yet|hasn't|haven't|isn't in|not in|before)\b).*\b(?:it|this|that|money|capital|sum|amount|cash|cost)(?:'s| is| are)(?: already)? in (?:the|our|next year's|this year's|my|their) (?:\w+ )?(?:list|plan|budget|forecast|capex)\b"
            + "|"
            + @"\bno (?:discount|price|number|rebate)\b[^.]{0,30}\b(?:help|change|fix|solve)s?\b|\b(?:discount|lower (?:price|figure|number)|cheaper (?:one|price|machine|offer|version)|(?:money|percent|%) off)\b[^.]{0,40}\b(?:won't|wouldn't|doesn't|does not|will not|would not|can't|isn't going to) (?:\w+ ){0,2}(?:help|change|fix|solve|make|move|matter)\b|\b(?:a |ten percent )?cheaper\b[^.]{0,50}\bis still\b|\bisn't a (?:discount|price|money)\b|\bnot (?:being )?(?:fought|argued) over\b"
            + "|"
            + Firmly
            + @"\b(?:sum|amount|capital|cash|money|funds?|funding)(?: (?:of|for|from) [\w'-]+(?: [\w'-]+)?)?(?:'s| is| are| stands?| sits?| lies?|(?:'s| has| have) been)(?: already| still)?(?: (?:sitting|lying|standing|parked|waiting|there|foreseen|put (?:aside|by|on the side)|encumbered|in (?:there|the (?:plan|list|account|bank|till))|(?:in|on) (?:my|our) (?!mind|opinion|view|head|way|agenda)))\b"
            + "|"
            + Firmly
            + @"\b(?:put|set|laid) (?:the )?(?:money|sum|amount|it|that|them) (?:aside|by|on the side|back)\b|\b(?:money|sum|amount|funds?)\b[^.]{0,20}\b(?:i have|i've|we have|we've) (?:already )?(?:put|set) (?:aside|by|on the side)\b"
            + "|"
            + @"\b(?:keep|hang on to|save) your (?:\w+ ){0,2}(?:percent|per cent|%|discount|rebate|money off|honey)|\b(?:it's|it is|that's|that is|this is|it ain't|it isn't) (?:not |n't )?(?:about )?the \d+(?: ?%| percent| per cent)?(?: off)?(?=[.,;!]|$)(?<=(?:not|n't)\b[^.]{0,30})"
            + "|"
            + @"\b(?:not|n't|never|nobody|no one|neither)\b[^.]{0,40}\b(?:looking|asking|waiting|fishing|hoping|here|after|search\w*|want\w*|need\w*) (?:for )?(?:the |a |any |your |another )?(?:discount|rebate|reduction|better price|lower price|price cut|percent)\b|\bdiscounts? (?:\w+ ){0,3}(?:can ?not|can't|cannot|does not|doesn't|is no|is not|isn't|won't|will not|would not|wouldn't)\b(?! be)"
            + "|"
            + Firmly
            + @"\b(?:price|cost|number|figure|sum|amount)(?:'s| is| was)? (?:already |all )?(?:ok(?:ay)?|agreed|accepted|settled|all right|alright|good)\b(?! (?:as a start|to know))|\b(?:price|cost|money)\b[^.]{0,30}\b(?:isn't|is not|not|never|doesn't) (?:\w+ )?(?:come|coming|came) up\b|\b(?:price|money|cost)\b[^.]{0,15}\b(?:we|i) (?:did not|didn't|never) (?:speak|talk|discuss)\b|\b(?:sum|price|amount|money|figure)\b[^.]{0,40}\b(?:this|that|it) is not what we (?:must|have to|need to) (?:discuss|talk|speak)\b"
            + "|"
            + Firmly
            + @"\b(?:money|price|cost|sum|discount|budget|payment|\d+ ?(?:%|percent))\b[^.]{0,50}\b(?:is not|isn't|'s not|was not|wasn't) (?:her|his|my|our|their|the) (?:question|point|issue|problem|trouble|worry|subject|theme|topic)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex WeakCase = new(
        @"\b(?:pays? (?:for itself|its way|itself back)|earns? its keep|paid (?:itself )?back (?:in|by|within)|worth every (?:penny|cent|euro|dollar))\b"
            + "|"
            + @"\b(?:don't|doesn't|do not|nobody|no one|needn't) (?:have to |needs? (?:any )?|needs? to be )?(?:convincing|persuading|be convinced|convince (?:me|us|him|her|them)|sell (?:me|us) on)\b"
            + "|"
            + NotYet
            + @".*(?:(?<!somebody else's )(?:numbers|sums|figures) (?:hold|add up|stack up|work)\b|\b(?:nobody|no one) (?:doubts|questions) (?:it|that|the (?:value|benefit|case|need|numbers))\b|\bno doubt (?:what|that) it(?:'s| is) worth\b)"
            + "|"
            + @"\bpays? for it(?:self)? (?:by|in|within|before)\b|\bi(?:'m|'ve been| been| am| have been| was)? (?:already )?sold(?: on it| since|[.,!]|$)|\b(?:i|we) (?:do )?believe(?:d)? (?:the|your|those|in the) (?:savings?|numbers?|figures?|benefits?)\b|\b(?:i|we)(?:'ve)? (?:have )?got your (?:roi|savings|numbers|calculation|business case)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Timing = new(
        @"\b(?:the )?sooner the better\b|\bsooner rather than later\b|\bno (?:reason|need) to wait\b|\b(?:could|would|can|we'd) (?:start|begin) (?:tomorrow|today|on monday|any (?:day|time)|right away)\b|\b(?:ask|asks|asking|asked) (?:me )?(?:every|each) (?:day|week|morning)\b|\b(?:want|wanted|need|needed|like) (?:it|this) (?:already )?yesterday\b"
            + "|"
            + Firmly
            + @"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|any (?:day|week|month|time)|whenever)(?:'s| is| are|'d be) (?:fine|good|ok(?:ay)?|all the same)\b|\bi'd start (?:tomorrow|today|now|monday)\b|\bwait(?:ing)? (?:\w+ ){0,3}(?:changes|brings|gets us|would do|does|wouldn't do) (?:us |me )?(?:nothing|anything|a thing)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex FitScope = new(
        @"\b(?:wouldn't|would not|don't want to) change (?:a|one|any) ?\w+\b|\b(?:don't|do not|doesn't) need (?:another look|to see it again|(?:any )?(?:more|further|other) features?)\b|\bno (?:issues?|problems?|complaints?)\b[^.]{0,20}\btechnical(?:ly)?\b|\bnothing (?:to add|missing) (?:on|from|in) (?:the )?(?:product|function|scope)\b"
            + "|"
            + NotYet
            + @".*(?:\bwork(?:s|ed) (?:fine|well|perfectly|first (?:go|time|try))\b|\btechnically (?:fine|sound|ok|accepted|it works)\b|\b(?:test|pilot|trial|poc) (?:is |was |has |have )?(?:been )?(?:passed|a success|accepted|went well)\b)"
            + "|"
            + Firmly
            + @"\b(?:no (?:technical )?(?:questions?|complaints?)(?: left| more| technically)|(?:test|trial|pilot|run|sample|samples) (?:is|was|were|went) (?:good|fine|clean|great)|so (?:strike|scratch|cross) that)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Authority = new(
        NotYet
            + @".*\b(?:happy|glad|ready|willing|content) to (?:sign|initial|approve)\b"
            + "|"
            + @"^(?!.*\b(?:if|until|unless|who|whoever|before|would|could|needs?|nobody|not)\b).*(?:\b(?:director|boss|chief|cfo|ceo|coo|md|owner|board|partners?|president|head|chair(?:man|woman)?|he|she|they) (?:has |have |had )?(?:already )?said (?:yes|go ahead|go on)\b|\bi (?:can )?sign (?:it |this |that )?(?:myself|alone)\b|\b(?:my|his|her) (?:own )?signature (?:alone )?(?:is enough|suffices)\b)"
            + "|"
            + @"^(?!.*\b(?:if|until|unless|not|never|above|over)\b).*(?:\b(?:said|says|told me)\b[^.?]{0,50}\b(?:your (?:business|call|decision|own money)|go ahead|go on|do it|buy (?:it|two|one|them))\b|\b(?:boss|chief|director|owner|board|he|she|they) (?:\w+ )?signs? (?:what|whatever|anything|everything) (?:i|we|he|she|they)\b|\b(?:board|council|trustees?|commission|committee|directors) (?:has |have |had )?(?:gave|voted|granted|okayed|approved|passed|adopted)\b)"
            + "|"
            + @"\b(?:they|he|she|the (?:board|council|boss|trustees|owners?))(?:'d| would) (?:pass|approve|sign|wave|take|okay) (?:it|this|that)\b[^.]{0,30}\b(?:in a (?:minute|second|heartbeat|breath)|tomorrow|right away|at once)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Security = new(
        $@"{NotYet}.*\b(?:security|infosec|soc ?2|sso|single sign[- ]on|questionnaire|assessment|pen(?:etration)?[- ]test|privacy|risk review)\b[^.]{{0,60}}\b{Fine}\b"
            + "|"
            + @"\bnothing (?:further|more|else)\b[^.]{0,30}\bsecurity\b|\bno findings\b"
            + "|"
            + Firmly
            + @"\b(?:on the|our|their|the) (?:it|network|data|security|privacy)(?: side| stuff| part| people| thing)?\b[^.]{0,50}\b(?:i'm fine|fine|ok(?:ay)?|done|closed|good|happy|satisfied|finished|without (?:a )?remarks?)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Legal = new(
        $@"{NotYet}.*\b(?:msa|contract text|contract|terms|legal|clauses?|redlines?)\b[^.]{{0,50}}\b{Fine}\b"
            + "|"
            + @"\bno (?:more |further )?(?:open|outstanding) points?\b|\bnothing (?:open|further|more|else|outstanding)\b[^.]{0,20}\b(?:between us|on the (?:words|wording|text|contract|terms|paper))\b|\bsigned by both\b"
            + "|"
            + Firmly
            + @"\b(?:lawyers?|attorneys?|counsel|solicitors?|legal)(?:'s| is| are|'re)? (?:both |all )?(?:happy|ok(?:ay)?|fine|done|satisfied|content|confirmed)\b|\bcontract(?:'s| is| was)? (?:ok(?:ay)?|signed|executed|good)\b|\bno contract (?:is )?(?:needed|necessary)\b|\bcontract is not needed\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Procurement = new(
        $@"{NotYet}.*\b(?:vendor|supplier|purchasing|procurement|onboarding|registration|requisition|set-?up)\b[^.]{{0,50}}\b(?:{Fine}|active|registered|in the system)\b"
            + "|"
            + @"\b(?:isn't|is not|not|no|needn't be) (?:a )?(?:bid|tender)(?: needed| necessary| required)?(?=[.,;!]|$)|\b(?:release|send|issue|type|cut|print|book)s? (?:it|that|the (?:po|order|number)) (?:when|once|as soon as|the minute|the day) (?:\w+\.? ){0,4}(?:says?|gives?|tells?|initials?|signs?|nods?|wants?)\b|\b(?:po|order|purchase order|number)(?:'s| is|'s been| has been)? (?:already )?(?:typed|prepared|ready|written|in my (?:tray|drawer))\b|\b(?:framework|agreement|contract)\b[^.]{0,30}\bstill (?:valid|runs|good)\b|\b(?:vendor|supplier|creditor) (?:number )?\d+ (?:is )?(?:live|active|open)\b"
            + "|"
            + @"^(?!.*\b(?:until|unless|if|not yet|except|but|once)\b).*\b(?:i(?:'ve| have) got|we(?:'ve| have) got|you(?:'re| are)|(?:packet|file|set|folder)(?:'s| is)) (?:everything|it all|all of it|complete|whole|all set)\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Competition = new(
        @"\b(?:told them no|not interested|forget them|not going back|turned (?:them|it) down|no other (?:vendor|supplier|offer)|only (?:vendor|supplier|one) (?:we|on))\b"
            + "|"
            + @"\b(?:didn't|did not|don't|never) (?:much )?(?:care for|like|take to|think much of|warm to) (?:his|her|their|him|them|the (?:other|rep|fella|guy|man))\b|\b(?:sent|showed|shown|waved) (?:him|her|them|the (?:other|others|fella|guy|man))(?: \w+)? (?:away|home|off|the door|the gate|out)\b|\bno competition\b|\b(?:nobody|no one|nothing) (?:else )?(?:beside|besides|next to|apart from) you\b|\bnot (?:shopping around|looking at (?:anyone|anybody|others?))\b",
        Options,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex MissingAsset = new(
        @"\b(?:you|we|nobody) (?:must|need|needs?(?: to)?|have to) (?:do|send|bring) nothing\b|\b(?:don't|do not) need (?:any )?(?:more |further |another )(?:paper|papers|documents?|material|slides|brochures?|references?)\b|\bnothing (?:is |more is |else is )?(?:missing|needed|required|outstanding)(?: (?:from|on) (?:you|your|my|our)|[.,;!]|$)"
            + "|"
            + @"^(?!.*\b(?:until|unless|if|not yet|except|but|once)\b).*\b(?:(?:i(?:'ve| have)|we(?:'ve| have)) (?:got )?(?:everything|it all|all (?:i|we) need)|you(?:'re| are) (?:complete|all set)|(?:packet|file|folder|binder)(?:'s| is) (?:complete|whole|full))\b",
        Options,
        TimeSpan.FromSeconds(20)
    );
}
