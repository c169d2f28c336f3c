using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Cues;

/// <summary>
/// Turns of phrase that people use when they say why they wait, or that they do not. Each is one feature: the training decides what it is
/// worth. The name before the dot says what it was written for, no more.
/// </summary>
internal static class Phrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (string Name, Regex Pattern)[] All =
    [
        P(
            "timing.event",
            @"\b(?:until|till|before|after|once|when)\b[^.]{0,70}\b(?:go[- ]?live|cut[- ]?over|migration|season|harvest|audit|inspection|year[- ]end|quarter|fiscal|peak|holidays?|summer|winter|spring|autumn|new year|stock ?take|inventory|shutdown|opening|launch|roll[- ]?out|exams?|term|election|budget round|hypercare|refit|move)\b"
        ),
        P(
            "timing.next",
            @"\b(?:next|new|following) (?:fiscal |financial |calendar |school |budget |plan )?(?:quarter|year|season|cycle|half|semester|term|spring|summer|autumn|fall|winter)\b"
        ),
        P(
            "timing.back",
            @"\b(?:come|check|circle|get) back\b|\brevisit\b|\b(?:pick|take) (?:this|it|that) (?:back )?up\b|\btalk again\b|\b(?:call|ping|try|ring|write) me (?:again )?(?:in|after|when|once|next)\b|\bdrop me a line when\b"
        ),
        P(
            "timing.busy",
            @"\bnot (?:right )?now\b|\b(?:bad|wrong) (?:time|moment)\b|\bno (?:bandwidth|capacity|time|slot)\b|\bhands (?:are )?full\b|\bpark(?:ed|ing)? (?:it|this|that|us|until|till)\b|\b(?:can't|won't|cannot|not) (?:touch|start|begin|look at)\b|\bflat out\b|\btoo (?:early|soon)\b"
        ),
        P(
            "authority.above",
            @"\b(?:above|over|beyond) (?:my|his|her) (?:limit|level|pay ?grade|head|authority|signature)\b|\b(?:second|other|extra) (?:signature|name|signatory)\b|\b(?:not|isn't|wasn't) (?:really )?(?:my|mine) (?:call|decision|to (?:give|decide|sign))?\b|\b(?:my|his|her) (?:signature|limit|authority) (?:stops|ends|goes|is|only)\b"
        ),
        P(
            "authority.unmet",
            @"\b(?:haven't|have not|'ve not|hasn't|not yet|never|yet to) (?:\w+ ){0,3}(?:put|show\w*|told|tell|rais\w+|met|meet|spoken|speak|brought|bring|ask\w*|taken|take|heard|seen|see)\b[^.]{0,50}\b(?:boss|director|ceo|cfo|coo|chief|owner|board|vp|president|partners?|manager|him|her|upstairs)\b"
        ),
        P(
            "authority.needs",
            @"\b(?:needs?|has to|have to|must|goes|go|take it|run it) (?:\w+ ){0,4}(?:past|by|through|up to|upstairs|sign[- ]?off (?:from|by)|blessing|ok(?:ay)? (?:from|of)|approval (?:from|of|by))\b"
        ),
        P(
            "security.review",
            @"\b(?:security|infosec|ciso|privacy|data protection|cyber)\b[^.]{0,60}\b(?:review|questionnaire|assessment|approv\w+|answers?|findings?|open|wait\w*|pending|queue|hold|before|until|team|form)\b"
        ),
        P(
            "security.terms",
            @"\bpen(?:etration)?[- ]?test|\bsoc ?[12]\b|\biso ?27001|\bdpias?\b|\bhecvat\b|\bsub-?processors?\b|\bdata residency\b|\bencrypt\w*|\bsingle sign[- ]on\b|\bsso\b|\bvulnerabilit\w+|\bretention\b"
        ),
        P(
            "legal.terms",
            @"\bclauses?\b|\bliabilit\w+|\bindemn\w+|\bred-?lin\w+|\bmark-?up\b|\bgoverning law\b|\bjurisdiction\b|\bcounsel\b|\blawyers?\b|\bsolicitors?\b|\bmsa\b|\bterms\b|\bwarrant\w+|\bthe cap\b|\bwording\b|\bdraft(?:ed)?\b"
        ),
        P(
            "procurement.setup",
            @"\b(?:vendor|supplier|creditor) (?:form|onboarding|set-?up|registration|record|code|number|portal|master|file)\b|\bpurchase order\b|\brequisition\b|\btender\w*\b|\brf[piq]\b|\b(?:three|two|3|2) (?:quotes|bids|offers)\b|\bframework\b|\bsole[- ]source\b|\bpurchasing\b|\bprocurement\b|\bpo (?:number|no)\b"
        ),
        P(
            "budget.none",
            @"\b(?:no|out of|without|short of) (?:the |any )?(?:budget|money|funds|funding|cash)\b|\b(?:not|isn't|never|wasn't|nothing) (?:been )?(?:budgeted|in the (?:plan|budget))\b|\bcan(?:'t|not) afford\b|\bfind(?:ing)? the (?:money|funds)\b|\bbudgets? (?:was|were|is|are|got|has been) (?:cut|gone|spent|used|exhausted|slashed|reduced)\b|\bover budget\b"
        ),
        P(
            "budget.price",
            @"\btoo (?:expensive|dear|pricey|high|steep)\b|\bcheaper\b|\b(?:come|bring it|bring that|get it) down\b|\bdiscount\b|\b\d+ ?% off\b|\blower (?:price|number|figure)\b|\bsticker shock\b|\bmore than (?:we|i) (?:can|have|planned|thought)\b"
        ),
        P(
            "budget.fine",
            @"\b(?:money|budget|funds|funding|price|number|cost)(?:'s| is| side is| was| are| stands?|'re)? (?:not the|no|n't the|there|fine|approved|ok(?:ay)?|set aside|ring-?fenced|in the plan|confirmed|signed off|allocated|secured|stands?)\b|\b(?:isn't|not|never|n't) (?:about |a question of |arguing about |haggling over )(?:the )?(?:money|price|budget|cost|number)\b"
        ),
        P(
            "weak.justify",
            @"\b(?:justify|prove|defend|make (?:the|a|that) (?:case|sums?|math)|make it (?:work|add up|stack up)|see the (?:value|return|benefit|point)|put a number|add up|stack up|pay for itself)\b"
        ),
        P(
            "weak.worth",
            @"\bwhat (?:do|does|would|did|will) (?:we|it|i|they|this)(?: \w+)? (?:get|save|bring|gain|do for)\b|\bwhat(?:'s| is) (?:it|this|that) worth\b|\broi\b|\bpayback\b|\bbusiness case\b|\bnice[- ]to[- ]have\b|\bworth (?:it|the)\b|\bour own (?:numbers|data|lines|figures|orders)\b|\bsav(?:es?|ings?)\b|\bbenefits?\b|\bso what\b|\baverages?\b"
        ),
        P(
            "fit.cannot",
            @"\b(?:doesn't|does not|can't|cannot|won't|isn't able to|unable to|couldn't|didn't) (?:\w+ ){0,4}(?:support|handle|do|cope|integrate|connect|import|export|read|talk|work|cover|recogni[sz]e|know|fit|show|print|scan|split)\b"
        ),
        P(
            "fit.gap",
            @"\bwork-?arounds?\b|\broad-?map\b|\b(?:missing|lacks?) (?:a |the )?(?:feature|function\w*|piece|module|interface|connector)\b|\bgap\b|\bdeal[- ]?breaker\b|\b(?:out of|in) scope\b|\bphase (?:2|two|ii)\b|\bback (?:to|in|on) (?:excel|paper|spreadsheets?|the old)\b|\bby hand\b|\bmanual(?:ly)?\b|\bopen tickets?\b|\bmust[- ]have\b|\bversion \d"
        ),
        P(
            "stake.gone",
            @"\bleft (?:the )?(?:company|us|firm|business|school|hospital|council|last|in|on|for|at|two)\b|\bleaving\b|\bno longer (?:with|at|works?|employed|here|responsible)\b|\bmoved on\b|\blast (?:working )?day\b|\bresign\w*|\bretir(?:ed|ing|es)\b|\bnew role\b|\b(?:taken|taking|took|takes) over\b|\bhand(?:ed|ing)? (?:it |this |everything )?over\b|\bsuccessor\b|\breplacement\b|\binherited\b|\b(?:maternity|paternity|parental) leave\b|\bused to be (?:his|her|their)\b|\bin (?:his|her) place\b"
        ),
        P(
            "rival.other",
            @"\b(?:other|another|second|two|three|competing|rival|existing|current) (?:vendors?|suppliers?|offers?|quotes?|proposals?|providers?|bidders?|tools?|systems?|parties|options?)\b|\bincumbent\b|\bshort-?list\w*|\bbake-?off\b|\bhead[- ]to[- ]head\b|\bin-?house\b|\bbuild (?:it|this|our own|something|one)\b|\bcompar(?:e|ing|ison|ed)\b|\balternatives?\b|\bside by side\b|\bbundl\w+|\bfor free\b"
        ),
        P(
            "rival.stay",
            @"\bstay(?:ing)? (?:put|with|where)\b|\b(?:rip|tear)(?:ping|ing)? (?:it |them |this |that )?out\b|\brenew\w*\b|\bthr(?:ow|ew|own)\w* in\b|\bwhat we(?:'ve)? (?:already )?(?:have|got)\b|\bswitch\w*\b|\btheir (?:offer|price|rep|product|quote|proposal|demo)\b|\bthe other (?:lot|guys|one|sheet|bid|offer|side)\b|\bthey(?:'re| are|'ve|'d)? (?:offer\w*|came in|undercut|match\w*)\b"
        ),
        P(
            "asset.owed",
            @"\b(?:still )?waiting (?:for|on) (?:the|your|a|an|that|those|these|you)\b|\b(?:haven't|have not|hasn't|has not|didn't|did not|never) (?:\w+ )?(?:seen|received?|had|got|get|arrived?|come|came|landed|turned up|reached)\b|\byou (?:promised|owe|said you(?:'d| would| will)|were going to|wanted to send)\b|\b(?:lacks|missing) only\b|\bany (?:news|update|sign) (?:on|of) (?:the|that|your)\b|\bwhere(?:'s| is| are) (?:the|that|my|our|your)\b"
        ),
        P(
            "asset.ask",
            @"\b(?:can|could|would|will) you (?:please |kindly |maybe |just )?(?:send|share|forward|provide|give|show|get|put|let me have|resend|mail|email)\b|\bplease (?:send|share|provide|forward|resend)\b|\bsend (?:me|us|it|that|them)\b|\bwhat would help\b|\bwe asked (?:for|you)\b|\bi asked (?:for|you)\b|\bspeak (?:to|with) (?:a|another|one of|some)\b"
        ),
        P(
            "process.who",
            @"\b(?:who|whoever) (?:\w+ )?(?:decides?|says? (?:yes|no)|owns?|signs?|makes? the call|would (?:decide|sign|say))\b|\b(?:nobody|no one|no-one|none of us) (?:\w+ )?(?:owns?|decides?|knows?|wants to|drives?|driving|feels|dares?|has)\b|\b(?:wouldn't|don't|doesn't|not|no idea|dunno) (?:quite |really )?(?:know|sure)?,? ?(?:who|how (?:we|this|it|that))\b"
        ),
        P(
            "process.talk",
            @"\b(?:discuss|talk|think|chew|mull|kick|toss|ponder)\w*(?: \w+){0,3} (?:over|internally|around|among|amongst|on it|about it|again|further)\b|\bconsensus\b|\bround (?:and round|in circles)\b|\beverybody (?:likes|loves|agrees)\b|\bno (?:process|procedure|decision|clear)\b|\bcommittee\b|\bmore (?:references|opinions|time to think|proof)\b|\bnot (?:yet )?decided\b|\bundecided\b|\bnervous\b|\bwrong choice\b"
        ),
        P(
            "reorg.event",
            @"\bmerg(?:er|ed|ing)\b|\bacqui(?:red|sition|ring)\b|\btake-?over\b|\bre-?organi[sz]\w+|\brestructur\w+|\blay-?offs?\b|\bredundanc\w+|\bspin-?off\b|\binsolven\w+|\b(?:hiring|spending|purchase|investment|budget|buying) (?:freeze|stop|ban|halt)\b|\bfreezes?\b|\bfrozen\b|\bon hold\b|\ball (?:new )?(?:projects?|purchases?|spend\w*|software|investments?|orders?) (?:\w+ )?(?:stopped|paused|halted|frozen|stop)\b|\bnew owners?\b|\bwho(?:'s| is) (?:sitting|going) where\b"
        ),
        P(
            "settled.signed",
            @"\b(?:signed|sign) off\b|\bapproved\b|\bno (?:findings|issues?|objections?|concerns?|further|more) ?(?:questions|comments|round|points)?\b|\ball (?:done|clear|good|set|fine)\b|\bnothing (?:further|else|more|missing|left)\b|\b(?:is|are|was|were|it's|that's|been|now) (?:done|fine|closed|cleared|sorted|settled|resolved|complete|fixed|agreed|finished)\b"
        ),
        P(
            "settled.received",
            @"\b(?:got|received|have) (?:it|them|everything|all|your|the)\b|\barrived\b|\bthank(?:s| you) for (?:the|your|sending|switching)\b"
        ),
        P(
            "quiet.none",
            @"\bno (?:answer|reply|response|word|news|reaction|sign)\b|\b(?:left|lvm|another) (?:a )?(?:voice ?mail|vm|message)\b|\bvoice ?mail\b|\bno[- ]?show\b|\bnot (?:answering|responding|replying|returning)\b|\bghost\w*|\bradio silence\b|\b(?:unopened|unread|unanswered)\b"
        ),
        P(
            "progress.date",
            @"\b(?:sign|signs|signing|kick-?off|go live|start|approved?|decide[sd]?|agenda|order|contract|po)\b[^.]{0,60}\b(?:on|by|for|before) (?:the |mon|tue|wed|thu|fri|next |\d|january|february|march|april|may|june|july|august|september|october|november|december)"
        ),
        P(
            "state.open",
            @"\b(?:until|unless|before (?:i|we|he|she|they|anyone|anything)|without (?:that|it|this|the|a))\b|\b(?:can't|cannot|couldn't|won't|unable to|not able to)\b|\bas it stands\b|\bstill\b|\bnot yet\b"
        ),
    ];

    /// <summary>The names of the phrases that stand in the sentence.</summary>
    public static IEnumerable<string> In(string sentence)
    {
        var s = sentence.Replace('’', '\'');
        return All.Where(p => p.Pattern.IsMatch(s)).Select(p => p.Name);
    }

    private static (string, Regex) P(string name, string pattern) => (name, new Regex(pattern, Options, TimeSpan.FromSeconds(20)));
}
