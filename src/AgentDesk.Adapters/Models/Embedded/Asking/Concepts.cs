using System.Collections.Frozen;
using AgentDesk.Adapters.Models.Embedded.Cues;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>Words that people use for one thing.</summary>
/// <param name="Category">The blocker category that sentences about it are of, where the cue model knows one.</param>
/// <param name="Role">The contact role that has it in hand.</param>
/// <param name="Tracker">The kind of tracker that follows it.</param>
internal sealed record Concept(string Name, string? Category, string? Role, string? Tracker, FrozenSet<string> Stems);

/// <summary>General words of the trade, grouped: nothing here is of one export.</summary>
internal static class Concepts
{
    private static readonly Concept[] All =
    [
        Of(
            "money",
            "budget",
            "finance",
            null,
            "money budget budgets budgeted price prices pricing priced cost costs costing expensive dear cheap cheaper discount rate fund funds funding funded afford opex capex capital spend pot bucket purse line code coded allocated ring-fenced pay pays paid payment fee fees charge"
        ),
        Of(
            "security",
            "security",
            "security",
            "security",
            "security infosec secure questionnaire pen pentest penetration soc sso dpia privacy cyber assessment vulnerability encryption"
        ),
        Of(
            "legal",
            "legal",
            "legal",
            "legal",
            "legal lawyer lawyers counsel solicitor solicitors attorney clause clauses msa redline redlines markup mark-up contract contracts agreement agreements terms liability indemnity paper paperwork paragraph wording"
        ),
        Of(
            "purchase",
            "procurement",
            "procurement",
            "procurement",
            "procurement purchasing purchase po order orders supplier requisition vendor sourcing tender ledger portal packet"
        ),
        Of(
            "rival",
            "competition",
            null,
            null,
            "competitor competitors competition competing competes rival rivals alternative alternatives incumbent vendors shortlist bidder bidders"
        ),
        Of(
            "sign",
            "authority",
            "economic_buyer",
            null,
            "sign signs signed signing signature signatures signatory countersign countersigned sign-off initial initials"
        ),
        Of(
            "approve",
            "authority",
            "economic_buyer",
            null,
            "approve approves approved approval approving authorize authorise authority ok okay yes blessing release released"
        ),
        Of(
            "decide",
            "no_decision_process",
            "economic_buyer",
            null,
            "decide decides decided decision deciding decider decisions choose committee board"
        ),
        Of(
            "finish",
            "progress",
            null,
            null,
            "finish finished finishing complete completed done close closed closing conclude concluded pass passed through settled cleared objection"
        ),
        Of(
            "leave",
            "stakeholder",
            null,
            null,
            "leave leaves leaving left gone depart departed quit resign resigned retire retired fired successor replaced secondment"
        ),
        Of("wait", null, null, null, "wait waits waiting awaiting pending queue pile order hold"),
        Of(
            "begin",
            null,
            null,
            null,
            "start starts started starting begin begins kickoff kick-off launch live go-live golive rollout onboarding"
        ),
        Of("meet", null, null, null, "meet meets meeting meetings met call calls session sessions visit appointment"),
        Of("delay", "timing", null, null, "delay delays delayed postpone postponed later slip slips slipped slipping move moved moves"),
        Of(
            "problem",
            null,
            null,
            null,
            "concern concerns objection objections worry worries worried complain complaint complaints dislike risk risks"
        ),
        Of("value", "weak_case", null, null, "roi return returns payback value worth benefit benefits savings business-case"),
        Of("use", "fit_scope", "user", null, "use uses used using user users usage adoption"),
        Of("last", null, null, null, "week weeks day days month months time period term long"),
        Of(
            "reorg",
            "reorg_freeze",
            null,
            null,
            "merger merge merged reorg reorganisation reorganization restructuring freeze frozen acquisition acquired integration takeover"
        ),
        Of("reference", "missing_asset", null, null, "reference references referee referees case study customer"),
        Of("test", null, null, null, "test tests tested testing trial trials pilot pilots poc"),
        Of("train", null, null, null, "train training trained trainer teach"),
        Of(
            "need",
            null,
            null,
            null,
            "need needs needed want wants wanted require requires required ask asks asked asking request requested missing lack lacks owe owes owed owing"
        ),
    ];

    private static readonly FrozenDictionary<string, Concept> ByStem = All.SelectMany(c => c.Stems.Select(s => (s, c)))
        .GroupBy(p => p.s, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.First().c, StringComparer.Ordinal);

    /// <summary>The concept that a stem belongs to, or null.</summary>
    public static Concept? OfStem(string stem) => ByStem.GetValueOrDefault(stem);

    private static Concept Of(string name, string? category, string? role, string? tracker, string words) =>
        new(
            name,
            category,
            role,
            tracker,
            FrozenSet.ToFrozenSet(words.Split(' ').SelectMany(w => w.Split('-')).Select(Words.Stem), StringComparer.Ordinal)
        );
}
