using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>
/// What buyers say when a criterion is met, and when it is not. Hand cues, one pair a kind of evidence; negation and guard words are looked
/// at apart.
/// </summary>
/// <param name="Meets">A sentence that shows it.</param>
/// <param name="Denies">A sentence that shows that it is not so, or that nobody knows.</param>
/// <param name="NeedsFigure">Whether a sentence counts only with a figure in it.</param>
internal sealed record CriterionCue(Regex Meets, Regex? Denies = null, bool NeedsFigure = false)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string N =
        @"\b(\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|zero|nothing)\b";

    private static readonly FrozenDictionary<string, CriterionCue> All = new Dictionary<string, CriterionCue>(StringComparer.Ordinal)
    {
        ["pain"] = new(
            R(
                @"\b(pain|problems?|trouble|struggl\w+|headache|by hand|spreadsheets?|excel|white ?board|google calendar|clipboard|(does|do|did)(n'?t| not) work|falls? over|break(s|ing) (down)?|re-?schedul\w+|overtime|errors|mistakes|re-?typ\w+|wast(e|es|ed|ing)|losing|lost (a|the|our|two|three|\d)|complain\w*|delays|cross(ing)? each other|nobody (knows?|knew|sees|writes)|can(no|')t (see|find|tell|trust)|its own|second trips?|call-?backs|fin(es|ed)|penalt\w+|deduct\w*|rejected|drove past|drive past|takes (us )?(hours|days|weeks|too long|all)|too long|stop(ped)? believing|gap|going missing|went missing|unlabell?ed|miss(ed|ing) (appointments?|calls?|windows?|jobs?|orders?|samples?)|don'?t (talk|match|line up)|don'?t run the same)\b"
            ),
            R(
                @"\b((no|not an?|without( any)?|isn'?t (a|the)) (pain|problems?|trouble|issues?)|aren'?t the trouble|(nobody|no one)('s| has| is)? (got )?an? (problem|trouble|issue)|(don'?t|do not) see an? (problem|issue))\b"
            )
        ),
        ["impact"] = new(
            R(
                @"\b(cost(s|ing)?|los(e|es|ing|t|s|ses)|sav(e|es|ed|ing|ings)|worth|overtime|fines|fined|a (state )?fine|penalt\w+|deduct\w*|payments?|hand(ing)? back|wast\w+|hit for|miss(ed|es)?|re-?schedul\w+|second trips?|call-?backs?|errors?|write-?offs?|scrap\w*|leak\w*|percent|per cent|points?|(a|per|every) (day|week|month|quarter|year|person|shift|job|order))\b|\d ?%"
            ),
            R(
                @"\b(i'?d be (guessing|making it up)|(don'?t|do not|nobody|never) (know what it costs|clock|track|measure\w*|count\w*|write\w* down how)|nobody writes down|no (before|baseline) (number|figure)|(can'?t|couldn'?t|could not) put a (number|figure)|haven'?t (got|put) a (number|figure)|don'?t want to guess|no idea what it costs|(neither|none) of us could say|could(n'?t| not) say how (much|many)|(don'?t|do not) know how much)\b"
            ),
            NeedsFigure: true
        ),
        ["budget_path"] = new(
            R(
                @"\b(budget\w*|money('s| is)? (is |there|set|sitting|fine|approved|ring)|funds?|funded|op-?ex|cap-?ex|capital (plan|request|budget|committee|group|call|allocation)|cost cent(re|er)|line item|own line|put \w+( \w+)? aside|set aside|aside (at|for)|ring-?fenced|ear-?marked|allocated|grant|award(ed)?|pays? per|paid (by|for by|out of)|comes? out of|in (the|our|this year'?s?|next year'?s?) (\w+ )?plan|discretionary|kitty|reserve|k are in the plan|(approved|signed off) the (spend|money|request|capital|figure|amount)|money is)\b"
            ),
            R(
                @"\b(no (budget|line|money|bucket|funds?|pot)\b|(isn'?t|is not|not|ain'?t) (a |any |even a )(line|bucket|budget|pot)|not budgeted|not (a )?line that says|nothing to code|nowhere for it to go|which pot|whose (budget|money|pot)|it'?s just whose|spoken for|put to bed|(locks?|locked) it|unbudgeted|would (need|have) to find (the money|out how)|(budget|money) (is|was|got) (frozen|cut|gone|pulled|stopped)|no requisition|(not able to|unable to|can(no|')t|cannot) (open|raise|create|place) (a|the) (requisition|po|purchase order|order)|isn'?t on it)"
            )
        ),
        ["decision_path"] = new(
            R(
                @"\b((i|we|he|she|they|(?-i:\p{Lu}\p{Ll}+)) (will |would |then |also |alone |has to |have to )?(decides?|signs?|approves?|takes? the decision|has the (final )?say)|it'?s (my|his|her|our) (name|call|decision)|my name on|(the )?(board|committee|capital (call|group|committee)|management meeting|steering (group|committee)|trustees|cfo|ceo|coo|finance director|managing director) (decides?|approves?|signs?|meets|has to|must|needs to|will|approved|gets?)|i recommend|full authority|authority (up )?to|has authority|under \w+ it'?s me|over that it'?d be|(has|have|needs?) to (sign|approve|initial)|sign(s|ed)?[- ]off|goes to (the )?(board|committee|(?-i:\p{Lu}\p{Ll}+))|decide(s|d)? together|approved (the|it|our|this)|our steps|second signature|between (?-i:\p{Lu}\p{Ll}+) and (?-i:\p{Lu}\p{Ll}+)|said yes)\b",
                RegexOptions.IgnoreCase
            ),
            R(
                @"\b(wouldn'?t know (whose|who)|(don'?t|do not|couldn'?t|could not|can'?t) (know|say|tell)( you)? (who|whose|whether|if) |whether it'?s (his|her|their) decision|not (even |really )?(sure|certain) (it|that it|who|whose)|could be that it goes|who (says yes|would say yes|decides)|(nobody|no one) (decides|knows who|owns)|whoever('s| is) in the room|never bought|i'?d (only|just) be guessing|don'?t know that it'?s me|don'?t look at me|no longer exists|wouldn'?t know who|leave (the )?signer blank|not my (call|decision))"
            )
        ),
        ["success_criteria"] = new(
            R(
                @"\b(target|goal|success (is|means|would|looks)|criteri(a|on)|kpi|happy if|worth it if|what (i|we) want is|would (be|look like) (a )?(win|success)|measured? (on|by|against)|measure of success)\b|\b(need|want|must|has to|have to|get|bring|come|drop|go|be)\b[^.]{0,40}\b(down|up|under|below|to|at least|within|by|back)\b[^.]{0,15}"
                    + N
                    + @"|\bfrom "
                    + N
                    + @"[^.]{0,25}\bto "
                    + N
                    + @"|"
                    + N
                    + @"[^.]{0,30}\b(by|before) (the end|christmas|easter|year[- ]end|(early |mid |late )?(spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october|november|december|q[1-4]))|\b(i|we) need (it to|them to|"
                    + N
                    + @")"
            ),
            R(
                @"\b(what we'?d (even )?(measure|count)|how we(’|'| woul)?d? ?(would )?know (that )?it worked|before we put it on paper|(should|need to|have to|must) (figure|work|find) (that|this|it) out|agree what|nobody (has )?(said|defined) what good|haven'?t (agreed|defined|decided) what)\b"
            )
        ),
        ["proposal_matches"] = new(
            R(
                @"\b(match(es|ed)?|exactly what (we|i)|what we (need|needed|asked for|talked about|want|wanted|agreed|discussed)|spot on|nothing (i|we)('d| would) (take out|change|add)|(does|covers) (what|everything|all)|fits (us|our|the|what)|(happy|fine|content|good|comfortable|satisfied) with (it|the (proposal|offer|scope|plan|document|order form|figures|number)|them|all|this)|proposal (is|looks|reads) (good|fine|great|right|clear|perfect)|i('m| am) (supportive|content|sold)\b|we('d| would| will|'ll)? go with|we are (buying|going ahead)|no (fight|quarrel|argument) with|figures match|read it .{0,30}like it|reads well|said yes|we (chose|have chosen|picked|selected) you|approved (the|it|as|your|our)|agree(d)? (with|to) (the|your) (scope|proposal|offer|plan)|works for us|line by line|what i (told everybody to )?expect(ed)?|vendor of choice|preferred supplier)\b"
            ),
            R(
                @"\b(ahead of where we are|too (early|soon)|before we get to price|not what we|doesn'?t match|isn'?t what|i'?d slow down|slow down|would(n'?t| not) (sign|renew)|what i'?d be renewing|not (yet )?(convinced|persuaded)|i'?d hold off|haven'?t (read|opened) it|neither of them had opened|can'?t defend|not walking (it|this|that)|can(no|')t walk (it|this|that)|tear out something|isn'?t where it was|missing (from|in) (it|the proposal)|doesn'?t (cover|fit|include))"
            )
        ),
        ["price_answered"] = new(
            R(
                @"\b(no (fight|problem|issue|quarrel|trouble|objection)s? (with|about|on) the (number|price|figure|cost|rate)|(price|number|figure|rate|cost|pricing) (is|was|are|looks?|seems?) (fine|fair|ok(ay)?|right|good|agreed|accepted|what)|fairly priced|price is (fine|fair|ok)|(it'?s|is|was) not (the |a |about )?(price|money|number|cost)|isn'?t (the |a )?(price|money|number|cost)|not a (money|price) thing|figures match|money'?s fine|told everybody to expect|number isn'?t the trouble|stopped grumbling|happy with (them|the (figures|number|price))|nothing (else )?on (the )?price|can live with|accepted (the|your) (price|offer|quote|number)|in the plan|approved (the|it|yesterday|as))\b"
            ),
            R(
                @"\b(too (dear|expensive|much|high)|cheaper|discount|come down|(lower|better|sharper) (price|rate|number)|over (our )?budget|percent off|% off|can'?t (pay|afford)|more than we|price (is|was) (too|high|a problem)|nothing to code|there (isn'?t|is no) a bucket)\b"
            )
        ),
        ["signature"] = new(
            R(
                @"\b(signed (copy|order|contract|agreement|it|the)|i('ve| have) signed|po (number|is attached|has been (issued|raised)|was (issued|sent))|purchase order (number|is attached|attached|has been (issued|raised)|\d)|countersigned)\b"
            )
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// An act of the buyer's that cannot be done before need, money and way are clear: an approval, a yes, an order under way.
    /// </summary>
    public static readonly Regex Approval = R(
        @"\b((committee|board|council|group|management|trustees|cfo|ceo|coo|director|(?-i:(?!He\b|She\b|They\b|We\b|It\b)\p{Lu}\p{Ll}+)) (has |have |had )?(approved|released|signed|ok'?d|okayed|waved it through)\b|\b(he|she|they|we|i) (has |have |had |'ve )?(approved|released|signed|okayed) (the|it|our|this|my|his|her|your)\b|said yes|is approved|was approved|are approved|put me down for|(po|purchase order|requisition|order) (for .{0,20})?(is|was|has been) (in|raised|under way|underway|issued|being|opened|placed)|(raised|opened|placed) (a|the) (requisition|po|order)|in the approval chain|under way|will sign it (there|on|at|when)|i'?ll sign (when|on|it)|signs? on the day|we are buying|agreed copy|(have|has|i've) signed the (order|contract|agreement|governance|paper|request)|capital (is|was) approved|verbal yes|released? (the )?(money|funds|capital|budget))",
        RegexOptions.IgnoreCase
    );

    /// <summary>What turns a sentence into a question, a wish or a guess.</summary>
    public static readonly Regex Guarded = R(
        @"\?\s*$|^\s*(if|unless|suppose|assuming)\b|\b(i'?d be guessing|not sure|no idea|don'?t know|do not know|couldn'?t tell|might|maybe|perhaps|would need to|would have to|in theory|hopefully|if (he|she|they|it|we|you|the|that|this|i)('?s|'?d|'?re|'?ll)? )"
    );

    /// <summary>Another time than this deal's.</summary>
    public static readonly Regex LongAgo = R(
        @"\b((year|month)s? ago|last (year|time|summer|winter|spring|autumn)|back (in|when)|in (19|20)\d\d|(?<!calendar |fiscal |this )years? before)\b"
    );

    /// <summary>A denial of the denial: "it's not that there's no money".</summary>
    public static readonly Regex Contrary = R(
        @"\bnot that (there|we|it|they|i)\b|\b(isn'?t|is not|it'?s not|not) (the |about )?(money|price|budget)\b"
    );

    /// <summary>Something that is not so, or not yet.</summary>
    public static readonly Regex NotYet = R(
        @"\b(not yet|hasn'?t|haven'?t|has not|have not|wasn'?t|was not|isn'?t|is not|aren'?t|won'?t|will not|can'?t|cannot|couldn'?t|never|no longer|until|unless|before (we|i|he|she|they|it) can|once |nobody|no one|without|waiting for|still (needs?|has to|have to)|canceled|cancelled|postponed|moved from)\b"
    );

    public static readonly Regex Deciding = R(
        @"\b(decid(e|es|ing)|decision|sign(s|ing|ature)?|approv(e|es|al)|board|committee|capital (call|group)|management meeting|make the call|call on it|vote|go[- ]?ahead|yes or no|order (it|on|by|in)|purchase order|\bpo\b|put me down|agenda|commit(ment)?|kick-?off|start(s|ed)? on)\b"
    );

    public static CriterionCue? Of(string evidence) => All.GetValueOrDefault(evidence);

    private static Regex R(string pattern, RegexOptions options = Options) =>
        new(
            pattern,
            options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(20)
        );
}
