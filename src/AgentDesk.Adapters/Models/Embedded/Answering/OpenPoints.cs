using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>
/// What stands open between the two sides: what waits for us, what the buyer proposed to do together, and whether the buyer asked for
/// quiet.
/// </summary>
/// <param name="Owed">What the buyer asked of us or sent back to us, most telling first. What the buyer waits for in the buyer's own house
/// is not in it.</param>
/// <param name="Step">A session, visit or call that the buyer proposed and that we have not taken up, or null.</param>
/// <param name="Quiet">The buyer's words that ask us to hold still or say that nothing comes until a certain point, or null.</param>
/// <param name="Paper">The row of our own records that what is open belongs to, when it waits on us.</param>
internal sealed partial record OpenPoints(IReadOnlyList<Statement> Owed, Statement? Step, Statement? Quiet, TrackerInput? Paper, bool WeOwe)
{
    private const int Recent = 4;

    private static readonly ConditionalWeakTable<Diagnosis, Dictionary<(string Piece, string Sentence), double>> Amounts = [];

    [GeneratedRegex(
        @"\b(?:you|your|yours)\b|^\W*(?:please |kindly |just )?(?:send|share|forward|provide|confirm|get)\b|\b(?:somebody|someone|anybody|anyone|(?:what|it) would (?:really )?help)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex ToUs();

    // What came back incomplete, or what cannot go on as we sent it: the next move is ours whatever the rest of the mail says.
    [GeneratedRegex(
        @"\b(?:came|come|comes|coming|sent|handed|returned|been sent|been returned) (?:it |them )?back (?:to you|empty|blank|incomplete|unsigned|half|without)|\b(?:returned|sent back) to (?:you|submitter|sender)|\buntil \b[^.]{0,40}\b(?:put right|corrected|complete|fixed|signed|there)\b|\bwhen the rest (?:shows|comes|arrives|is)\b|\b(?:do|does)(?:n't| not) work for us\b|\b(?:cannot|can't) (?:release|approve|sign off|accept|countersign)\b[^.]{0,30}\b(?:as it stands|until|without)\b|\b(?:my|our) file lacks\b|\b(?:it|they) (?:has|have|needs?) to (?:read|show|name|say|cover)\b|\bcarries no signature\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex WaitsOnUs();

    [GeneratedRegex(
        @"\b(?:could|can|shall|should|would|may) (?:we|you)\b[^.?!]*\b(?:working session|session|workshop|visit|site walk|walk-?through|demo|pilot|trial|mornings?|half an hour|half a day|sit[- ]?down)\b|\bi'd rather (?:you|we) (?:spent|came|did|had|met|ran|sat)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Proposes();

    [GeneratedRegex(
        @"\bleave (?:us|it|him|her|them|me|this|that|the \w+)(?: \w+)? (?:to it|alone|with me|be)\b|\bchasers?\b|\b(?:please )?(?:do not|don't) (?:chase|push|press|call|write|ring|phone|e-?mail|go to|contact)\b|\b(?:won't|will not) hear (?:a word |anything |much )?(?:out of|from) (?:me|us)\b|\bno [\w ]{0,20}calls\b[^.]{0,20}\bplease\b|\bno interim\b|\bdon't need to check on\b|\bstop (?:sending|writing|calling|chasing)\b|\bbest thing (?:either|any) of us can do is\b|\b(?:i|we)(?:'ll| will) (?:holler|shout|be in touch|come back to you|get back to you|call you|write to you|let you know)\b[^.?!]*\b(?:when|once|as soon as|after)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex AsksForQuiet();

    public static OpenPoints Of(DealReading reading, Diagnosis d)
    {
        var recent = d.Statements.Where(s => s.IsBuyers && s.Turn <= Recent && s.Source.Kind is "mail" or "call" && s.IsBuyers).ToList();
        // Where our own record says that it still waits on us, a mail of ours since has not delivered it.
        var undelivered = d.Category == "missing_asset" && reading.Inputs.Trackers.Any(t => t.Status == "waiting_on_seller");
        var asks = d.Asks.Where(a => a.Delivered is null || undelivered).Select(a => a.Statement).ToHashSet();
        var settled = d.Asks.Select(a => a.Statement).Where(s => !asks.Contains(s)).ToHashSet();
        var step =
            d.Category == Core.Proposals.Blockers.Unresponsive
                ? null
                : recent
                    .Where(s => s.Source.Kind == "mail" && s.Turn <= 2 && Proposes().IsMatch(Plain(s)))
                    .OrderBy(s => s.Turn)
                    .ThenByDescending(s => s.Sentence.EndsWith('?'))
                    .FirstOrDefault();
        var owed = recent
            .Where(s => !settled.Contains(s) && !ReferenceEquals(s, step) && !Proposes().IsMatch(Plain(s)))
            .Where(s =>
                WaitsOnUs().IsMatch(Plain(s))
                || (s.Source.Kind == "mail" && asks.Contains(s) && ToUs().IsMatch(Plain(s)))
                || IsQuestionToUs(s)
            )
            .OrderByDescending(s => Bearing(reading, d, s))
            .ThenBy(s => s.Turn)
            .ToList();
        var quiet = recent.Where(s => s.Turn <= 2 && AsksForQuiet().IsMatch(Plain(s))).OrderBy(s => s.Turn).FirstOrDefault();
        var paper = PaperOf(reading, d.Category, owed);
        return new OpenPoints(owed, step, quiet, paper, Owes(reading, d, owed, paper));
    }

    /// <summary>How much a statement bears on the blocker: by what it says and by whose matter it is.</summary>
    public static double Bearing(DealReading reading, Diagnosis d, Statement s)
    {
        var said = Amounts.GetValue(d, SaidOf).GetValueOrDefault((s.Source.Name, s.Sentence));
        var role = reading.Contact(s.Source.Author)?.Role == d.Category ? 0.2 : 0;
        return said + role + (WaitsOnUs().IsMatch(Plain(s)) ? 0.3 : 0);
    }

    /// <summary>What each sentence says for the blocker, summed once: a long mail has thousands of them, and each is asked for often.</summary>
    private static Dictionary<(string Piece, string Sentence), double> SaidOf(Diagnosis d)
    {
        var said = new Dictionary<(string, string), double>();
        foreach (var x in d.Signals)
        {
            if (x.Category == d.Category && x.Amount > 0 && x is { Piece: { } piece, Sentence: { } sentence })
            {
                said[(piece.Name, sentence)] = said.GetValueOrDefault((piece.Name, sentence)) + x.Amount;
            }
        }

        return said;
    }

    private static bool IsQuestionToUs(Statement s) =>
        s is { Turn: <= 1, Source.Kind: "mail" }
        && s.Sentence.EndsWith('?')
        && s.Sentence.Split(' ').Length >= 5
        && (ToUs().IsMatch(Plain(s)) || Verb().IsMatch(Plain(s)));

    private static TrackerInput? PaperOf(DealReading reading, string category, List<Statement> owed)
    {
        var rows = reading
            .Inputs.Trackers.Where(t =>
                !t.IsDone
                && t.Status != "not_started"
                && (t.Kind == category || (category == "missing_asset" && t.Status is "waiting_on_seller" or "rejected"))
            )
            .ToList();
        var row = rows.OrderByDescending(t => t.Status is "waiting_on_seller" or "rejected")
            .ThenByDescending(t => t.UpdatedAt)
            .FirstOrDefault();
        return
            row is not null
            && (
                row.Status is "waiting_on_seller" or "rejected"
                || owed.Exists(s => WaitsOnUs().IsMatch(Plain(s)) && (row.Status == "in_review" || s.Source.At > row.UpdatedAt))
            )
            ? row
            : null;
    }

    private static bool Owes(DealReading reading, Diagnosis d, List<Statement> owed, TrackerInput? paper)
    {
        if (d.Category == "missing_asset" || paper is not null)
        {
            return true;
        }

        var bearing = owed.Where(s => Bearing(reading, d, s) > 0.03).ToList();
        return d.Category switch
        {
            // The record says whose turn it is, as long as no later word of the buyer's says otherwise.
            "security" or "legal" or "procurement" => bearing.Exists(s =>
                !reading.Inputs.Trackers.Any(t => t.Kind == d.Category && t.Status == "waiting_on_buyer" && t.UpdatedAt >= s.Source.At)
            ),
            "weak_case" or "fit_scope" or "competition" => bearing.Exists(s => s.Turn <= 2)
                || owed.Exists(s => s is { Turn: 0, Source.Kind: "mail" }),
            _ => false,
        };
    }

    private static string Plain(Statement s) => s.Sentence.Replace('’', '\'');

    [GeneratedRegex(
        @"^\W*(?:and |so |but )?(?:is|are|did|does|do|has|have|was|were|will|when|what|which|how|by when) (?!we\b|i\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Verb();
}
