using System.Collections.Frozen;

namespace AgentDesk.Adapters.Models.Embedded.Cues;

/// <summary>
/// Families of words that buying and selling use for the same idea. A family is a feature beside the words in it, so that a word the
/// training sentences never used ("indemnity") still counts as what it is. Which family speaks for which blocker is learned, not written
/// here.
/// </summary>
internal static class Lexicon
{
    private static readonly (string Family, string Members)[] Families =
    [
        (
            "SEC",
            "security secure infosec soc soc2 iso pentest penetration pen vulnerability questionnaire dpa dpia gdpr encryption encrypt breach privacy subprocessor sub-processor sso mfa hipaa hecvat ciso cyber audit residency hosting hosted infosec retention tenant firewall malware confidentiality certificate assessment assessor risk ransomware patch credential anonymised pseudonymised"
        ),
        (
            "LEGAL",
            "legal lawyer counsel attorney solicitor clause liability indemnity indemnification redline redlines msa contract terms jurisdiction warranty termination cap caps agreement addendum wording nda countersigned venue governing draft markup amendment sla penalty lawyers schedule annex"
        ),
        (
            "PROC",
            "procurement purchasing sourcing tender rfp rfq rfi vendor supplier onboarding po requisition purchase portal ariba coupa framework catalogue buyer w9 insurance registration registered invoice ap duns supplier-form lot bid bids bidder quotes"
        ),
        (
            "MONEY",
            "budget budgeted money funds funding funded afford price priced pricing cost costs expensive cheaper discount dollar dollars euro euros pounds grand capex opex spend spending cash percent line plan afford quote rebate fee fees unbudgeted allocation overspent"
        ),
        (
            "BOSS",
            "boss ceo cfo coo cio cto vp director board president owner partner partners chief head executive manager management approval approver sponsor upstairs authority signature signatory sign-off managing supervisor superintendent trustees chair chairman"
        ),
        (
            "LATER",
            "later quarter q1 q2 q3 q4 year january february march april may june july august september october november december spring summer autumn fall winter season fiscal month months half postpone postponed delay delayed revisit until after calendar h1 h2 wait moved cutover go-live golive rollout migration harvest inventory stocktake peak"
        ),
        (
            "RIVAL",
            "competitor competitors competition incumbent alternative alternatives rival vendor vendors shortlist bake-off pilot inhouse in-house build cheaper other others comparing compare finalist finalists bundle bundled existing ourselves homegrown switch switching evaluating demo demos"
        ),
        (
            "VALUE",
            "roi payback savings save saving saved benefit benefits value case business-case worth justify numbers number figure figures proof prove convince convinced baseline metric metrics margin return impact measurable hours benchmark average sceptical skeptical evidence spreadsheet calculator"
        ),
        (
            "FEATURE",
            "feature features integration integrate connector support supports missing gap workaround roadmap module functionality api export import sync requirement requirements scope configure custom customise customize version interface offline handle capability requirement compatible spec specification limitation limit ticket bug scanner language"
        ),
        (
            "GONE",
            "left leaving leaves resigned retired retiring departed departure successor replacement replaced replace handover handed moved predecessor farewell quit fired garden maternity paternity sabbatical transferred interim inherited inherit new"
        ),
        (
            "REORG",
            "merger merge merged acquisition acquired acquire reorganisation reorganization reorg restructure restructuring restructured freeze frozen freezes layoff layoffs redundancies spin-off takeover integration carve-out divest divestment insolvency administration bankruptcy halted hiring hold paused moratorium stop strike shutdown recall"
        ),
        (
            "SEND",
            "send sends sent share shared forward attached attach attachment enclosed receive received receiving document documents deck summary reference references sample samples copy file files pdf slides template link promised promise owe owed waiting deliver delivered provide provided report study brochure datasheet letter version"
        ),
        (
            "DECIDE",
            "decide decides decided deciding decision decisions committee consensus vote agree agreed internally discuss discussing discussion meeting meetings steering group opinion opinions think thinking mull ponder circle sure unsure whoever nobody everyone everybody who process"
        ),
        ("PEOPLE", "she he they team colleague colleagues department people somebody someone anyone user users staff"),
        (
            "QUIET",
            "voicemail vm silence silent quiet ghosted ghosting unanswered reply replied response respond responded bounce bounced no-show noshow chaser chased followup follow-up ping pinged nudge nudged ring rang unread tumbleweed"
        ),
        ("NEG", "not no never nobody nothing none neither nor without cannot hardly barely lack lacks unable refuse refused"),
        (
            "DONE",
            "done finished complete completed approved approve approves signed cleared closed accepted accept agreed settled resolved fine passed pass received fixed sorted confirmed confirm confirms sign-off ready happy green lifted withdrawn"
        ),
        ("COND", "until unless before without if once till while whether when"),
        ("STILL", "still yet awaiting pending outstanding open overdue remaining stuck blocked waiting hang held holding"),
        ("NEED", "need needs needed require requires required must want wants would like ask asks asked asking please could can help"),
        ("ABSENT", "vacation holiday leave office away travelling traveling abroad sick"),
        (
            "ENGAGED",
            "booked scheduled schedule confirmed invitation agenda kickoff kick-off signed order start starts starting signing training rollout go approved countersigned"
        ),
        ("SELF", "i we our us me my mine ours"),
        ("YOU", "you your yours"),
    ];

    private static readonly FrozenDictionary<string, string[]> ByStem = Families
        .SelectMany(f => f.Members.Split(' ').Select(m => (Stem: Words.Stem(m), f.Family)))
        .GroupBy(p => p.Stem, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Family).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Plain = Families
        .SelectMany(f => f.Members.Split(' '))
        .Concat(["i"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the word, in lower case, is a word of trade and so no name, however it is capitalised.</summary>
    public static bool IsKnown(string word) => Plain.Contains(word);

    public static IReadOnlyList<string> FamiliesOf(string stem) => ByStem.TryGetValue(stem, out var f) ? f : [];
}
