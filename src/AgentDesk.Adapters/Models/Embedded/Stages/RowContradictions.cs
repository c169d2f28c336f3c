using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>
/// A tracker's row against the buyer's words on the same thing: open where the buyer calls it settled, done where the buyer leaves it open,
/// waiting for the one who waits for us.
/// </summary>
internal sealed partial class RowContradictions(StageSpeech speech)
{
    /// <summary>
    /// A row that one of us touched a while after the buyer called it settled was touched without a look at the buyer's mail.
    /// </summary>
    private const int TouchedAfterDays = 21;

    private readonly DealReading _reading = speech.Reading;

    public IEnumerable<StageException?> Find()
    {
        foreach (var t in _reading.Inputs.Trackers)
        {
            var row = new Citation(new(t.Name), t.Quotable);
            var words = speech
                .Buyers.Where(s => s.At > t.UpdatedAt.AddDays(-TouchedAfterDays))
                .Select(speech.Score)
                .Where(s => Touches(t, s))
                .ToList();
            var later = words.Where(s => s.Said.At > t.UpdatedAt).ToList();
            if (t.Status == "waiting_on_buyer" && later.Find(s => OnUs().IsMatch(s.Said.Sentence)) is { } back)
            {
                yield return Of(
                    $"the tracker \"{t.Item}\" waits for the buyer; {back.Said.Who} that it waits for us",
                    row,
                    back.Said.Citation
                );
            }
            if (!t.IsDone && Settled(t, [.. words.Where(s => Names(t, s.Said.Sentence))]) is { } settled)
            {
                yield return Of(
                    $"the tracker \"{t.Item}\" says {t.Status.Replace('_', ' ')}; {settled.Who} that it is settled",
                    row,
                    settled.Citation
                );
            }
            // Another row of the same kind that is not done says it already.
            if (t.IsDone && !_reading.Inputs.Trackers.Any(o => o.Kind == t.Kind && !o.IsDone) && Open(t, later) is { } open)
            {
                yield return Of($"the tracker \"{t.Item}\" says done; {open.Who} that it is not", row, open.Citation);
            }
        }
    }

    // The last of the buyer's turns that takes a stand on the row decides.
    private static Said? Settled(TrackerInput row, List<Scored> words)
    {
        var turn = words
            .Where(s => Settles(row, s) || Leaves(s))
            .GroupBy(s => CriterionReader.TurnOf(s.Said.Piece), StringComparer.Ordinal)
            .MaxBy(g => g.Max(s => s.Said.At));
        return turn is null || turn.Any(s => Leaves(s) && !Settles(row, s))
            ? null
            : turn.Where(s => Settles(row, s)).MaxBy(s => s.Settled + (Denial().IsMatch(s.Said.Sentence) ? 0.3 : 0))?.Said;
    }

    private Said? Open(TrackerInput row, List<Scored> later)
    {
        var last = later.FindLast(s =>
            Settles(row, s) || Contradictions.SaysOpen(s.Said.Sentence) || (IsOfRole(row, s.Said) && s.Open >= 0.8)
        );
        return last is not null && !Settles(row, last) && !CriterionReader.IsGuarded(last.Said.Sentence) ? last.Said : null;
    }

    private static bool Settles(TrackerInput row, Scored s) =>
        !CriterionReader.IsGuarded(s.Said.Sentence)
        && !NotYet().IsMatch(s.Said.Sentence)
        && (
            RulesOut.Says(row.Kind, s.Said.Sentence)
            || (s.Settled > s.Open && (s.Settled >= 0.7 || Denial().IsMatch(s.Said.Sentence)))
            || Denial().IsMatch(s.Said.Sentence)
        );

    private static bool Leaves(Scored s) =>
        s.Open >= 0.7 && s.Open > s.Settled && !Denial().IsMatch(s.Said.Sentence) && !s.Said.Sentence.EndsWith('?');

    /// <summary>By what the sentence is about, by whose word it is, or because it names the thing by two of its own words.</summary>
    private bool Touches(TrackerInput row, Scored s)
    {
        var i = speech.Index(row.Kind);
        if (i < 0 || !KindWords.ContainsKey(row.Kind))
        {
            return false;
        }
        var about = s.About[i];
        var shared = ItemWords(row).Intersect(Words.Of(s.Said.Sentence), StringComparer.Ordinal).Count();
        return about >= 0.45
            || shared >= 2
            || (shared == 1 && about >= 0.12)
            || (IsOfRole(row, s.Said) && about >= 0.12)
            || RulesOut.Says(row.Kind, s.Said.Sentence);
    }

    // "The certificate is fine" settles no purchase order: what settles a row names it, or what its kind is called, or is an officer's
    // whole word.
    private bool Names(TrackerInput row, string sentence)
    {
        var words = Words.Of(sentence);
        return ItemWords(row).Overlaps(words)
            || (row.Status != "waiting_on_seller" && (KindWords[row.Kind].Overlaps(words) || RulesOut.Says(row.Kind, sentence)));
    }

    private static readonly Dictionary<string, HashSet<string>> KindWords = new(StringComparer.Ordinal)
    {
        ["security"] = Stems("security infosec risk privacy questionnaire assessment dpia review soc cyber"),
        ["legal"] = Stems(
            "legal contract agreement msa terms clause clauses text wording counsel lawyer lawyers annex addendum dpa paper copy"
        ),
        ["procurement"] = Stems("procurement purchasing buying vendor supplier order requisition tender onboarding"),
        ["budget"] = Stems("budget money price cost costs figure number sum amount line funds funding offer discount quote"),
    };

    private static HashSet<string> Stems(string words) => words.Split(' ').Select(Words.Stem).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the sentence calls the topic by one of its names.</summary>
    public static bool Calls(string topic, string sentence) =>
        KindWords.TryGetValue(topic, out var known) && known.Overlaps(Words.Of(sentence));

    private HashSet<string> ItemWords(TrackerInput row)
    {
        var ours = Words
            .Of($"{_reading.Inputs.Deal.Account} {_reading.Inputs.Deal.Name}".ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        return Words.Of(row.Item.ToLowerInvariant()).Where(w => w.Length >= 3 && !ours.Contains(w)).ToHashSet(StringComparer.Ordinal);
    }

    private bool IsOfRole(TrackerInput row, Said said) => _reading.Contact(said.Piece.Author)?.Role == row.Kind;

    private static StageException Of(string detail, Citation a, Citation b) => new(StageExceptions.Contradictory, detail, [a, b]);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(return(ed|ing) to (you|submitter|sender|the supplier)|sent back|with (the |our )?(supplier|vendor)|(waiting|wait|waits) (for|on) (you|your|the vendor|the supplier)|(still )?(need|require|missing|outstanding) (from you|your)|re-?submit|until .{0,40}(put right|corrected|answered|received|there)|not (yet )?(had|received|seen) (it|them|your|anything|an answer|a reply)|your (turn|court|side|answer|reply|move)|ball is|you owe|have you (had|sent|looked)|awaiting your|lies with you|over to you|i (have )?(asked|sent|wrote) .{0,60}(and|but) .{0,30}(nothing|no answer|no reply))",
        Options,
        20_000
    )]
    private static partial Regex OnUs();

    [GeneratedRegex(
        @"\b(signed|initialled|countersigned|approved|cleared|accepted|agreed|closed|filed|ticked|complete[d]?|finished|in the (file|folder|binder|safe|drawer)|on file|is done|are done|done since|passed|released|nothing (further|more|else|open|left|outstanding)|no (further|more|open|outstanding|objections?|remarks|conditions|findings|comments|issues?)|without (remarks?|changes?|conditions|findings|comments))\b",
        Options,
        20_000
    )]
    private static partial Regex Denial();

    [GeneratedRegex(
        @"\b(until|unless|before|once|as soon as|only (one )?(open|point)|open point is|not (yet|been|signed|approved|closed|done|agreed|accepted|complete)|isn'?t|hasn'?t|haven'?t|won'?t|can(no|')t|couldn'?t|nobody|never|when|if|to be (signed|approved|agreed|closed)|(must|should|can|will|would|could|needs? to|has to|have to) (then |still |also )?(be )?(sign|approv|clos|agree|accept|clear|complet|finish|releas|fil))",
        Options,
        20_000
    )]
    private static partial Regex NotYet();
}
