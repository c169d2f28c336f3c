using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>A criterion as the analyst reads it.</summary>
internal sealed record CriterionAnswer(CriterionRow Row, CriterionStanding Standing, string Note, IReadOnlyList<Citation> Citations)
{
    public bool IsGap => Standing is CriterionStanding.Denied or CriterionStanding.Open;
}

/// <summary>
/// Finds the buyer's words, or a system's status, that meet a criterion. The newest words count: what was met and is taken back later is
/// denied. Where nobody says it, an approval or an order of the buyer's carries what comes before it.
/// </summary>
internal sealed class CriterionReader(StageSpeech speech, StageInputs inputs)
{
    /// <summary>A date further than this after the close date is none for this deal.</summary>
    private const int BeyondCloseDays = 14;

    private readonly DealReading _reading = speech.Reading;
    private readonly Said? _approval = speech.Buyers.LastOrDefault(s =>
        CriterionCue.Approval.IsMatch(s.Sentence)
        && !IsGuarded(s.Sentence)
        && !CriterionCue.NotYet.IsMatch(s.Sentence)
        && !CriterionCue.LongAgo.IsMatch(s.Sentence)
    );

    public IReadOnlyList<CriterionAnswer> Read() => [.. inputs.Criteria.Select(c => Carried(Read(c)))];

    /// <summary>Whether the criterion was met by what the buyer had said by then.</summary>
    public bool WasMet(CriterionRow row, DateTimeOffset by) =>
        row.Evidence is { } kind && CriterionCue.Of(kind) is { } cue && speech.Buyers.Any(s => s.At <= by && Meets(cue, s));

    private CriterionAnswer Read(CriterionRow c) =>
        c.Evidence switch
        {
            "reason_to_engage" or "pursuit_chosen" or "buyer_reply" => Reply(c),
            "call_accepted" => Accepted(c),
            "decision_date" => DecisionDate(c),
            "legal_answered" => Answered(c, "legal"),
            "security_answered" => Answered(c, "security"),
            "procurement_answered" => Answered(c, "procurement"),
            "economic_buyer_engaged" => EconomicBuyer(c),
            { } kind when CriterionCue.Of(kind) is { } cue => Words(c, cue),
            _ => Likeness(c),
        };

    private CriterionAnswer Carried(CriterionAnswer a)
    {
        if (
            a.Standing != CriterionStanding.Open
            || _approval is null
            || OrderOf(a.Row.Stage) >= OrderOf("resolve", inputs.Stages.Count - 2)
        )
        {
            return a;
        }
        return a with
        {
            Standing = CriterionStanding.Overtaken,
            Note = $"not said in so many words, but {_approval.Who}: \"{_approval.Sentence}\"",
            Citations = [_approval.Citation],
        };
    }

    private CriterionAnswer Words(CriterionRow c, CriterionCue cue)
    {
        var met = speech.Buyers.Where(s => Meets(cue, s)).ToList();
        var denied = cue.Denies is null
            ? []
            : speech.Buyers.Where(s => cue.Denies.IsMatch(s.Sentence) && !CriterionCue.Contrary.IsMatch(s.Sentence)).ToList();
        var best = met.OrderByDescending(s => Weight(s, cue)).ThenByDescending(s => s.At).FirstOrDefault();
        var no = denied.LastOrDefault();
        // What is taken back after it was said is not met; a doubt that was answered later is.
        if (
            no is not null
            && (best is null || met.TrueForAll(m => m.At <= no.At && TurnOf(m.Piece) != TurnOf(no.Piece)) || denied.Count > met.Count)
        )
        {
            return Answer(c, CriterionStanding.Denied, no);
        }

        return best is not null ? Answer(c, CriterionStanding.Met, best) : Open(c);
    }

    private static bool Meets(CriterionCue cue, Said s) =>
        cue.Meets.IsMatch(s.Sentence)
        && !IsGuarded(s.Sentence)
        && (cue.Denies is null || !cue.Denies.IsMatch(s.Sentence))
        && (!cue.NeedsFigure || HasFigure(s.Sentence));

    private static double Weight(Said s, CriterionCue cue) =>
        cue.Meets.Count(s.Sentence)
        + (HasFigure(s.Sentence) ? 0.8 : 0)
        + (s.Piece.Kind == "mail" ? 0.3 : 0)
        - (CriterionCue.NotYet.IsMatch(s.Sentence) ? 1.2 : 0)
        + Math.Min(0.5, s.Sentence.Length / 200.0);

    // Why they talk to us is best said in the first turns; that they talk at all shows in any of them.
    private CriterionAnswer Reply(CriterionRow c)
    {
        var said = speech.Buyers.Where(s => BuyerActs.Substance(s.Sentence) is not null && !IsQuestion(s.Sentence)).ToList();
        var best =
            c.Evidence == "buyer_reply"
                ? said.FirstOrDefault(s => s.Piece.Kind == "mail" && s.Sentence.Length > 40)
                    ?? said.FirstOrDefault(s => s.Sentence.Length > 40)
                : said.Where(s => CriterionCue.Of("pain")!.Meets.IsMatch(s.Sentence) || Wanting.IsMatch(s.Sentence))
                    .FirstOrDefault(s => s.Sentence.Length > 30);
        if (best is not null)
        {
            return Answer(c, CriterionStanding.Met, best);
        }
        return said is [.., var last]
            ? new(c, CriterionStanding.Overtaken, $"not said in so many words, but {last.Who}: \"{last.Sentence}\"", [last.Citation])
            : Open(c);
    }

    private static readonly Regex Wanting = new(
        @"\b(looking (at|for|to)|want(s|ed)? (to|it|off)|we need|i need|happy to (take a )?look|take a look|interested in|would like to (see|know|try)|need(s)? to|rather (move|have))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );

    private CriterionAnswer Accepted(CriterionRow c)
    {
        if (
            _reading.Inputs.Meetings.FirstOrDefault(m =>
                !m.Cancelled && m.Attendees.Any(a => a.Side == Side.Buyer && a.Response?.ToLowerInvariant() is "accepted" or "organizer")
            ) is
            { } meeting
        )
        {
            return new(
                c,
                CriterionStanding.Met,
                $"a buyer accepted the meeting \"{meeting.Subject}\"",
                [new Citation(new(meeting.Name), meeting.Subject)]
            );
        }

        if (speech.Buyers.Where(s => s.Piece.Kind == "call").MaxBy(s => s.Sentence.Length) is { } heard)
        {
            return Answer(c, CriterionStanding.Met, heard);
        }

        // A buyer who has gone on writing past the first call did not stop at it.
        return speech.Buyers is [var said, ..]
            ? new(c, CriterionStanding.Overtaken, $"no acceptance is on file, but {said.Who}: \"{said.Sentence}\"", [said.Citation])
            : Open(c);
    }

    private CriterionAnswer DecisionDate(CriterionRow c)
    {
        var close = DateOnly.TryParse(inputs.Deal.CloseDate, CultureInfo.InvariantCulture, out var day) ? day : (DateOnly?)null;
        var today = DateOnly.FromDateTime(_reading.Now.UtcDateTime);
        Said? past = null,
            beyond = null,
            good = null;
        foreach (var s in speech.Buyers)
        {
            var (dates, later) = Days(s);
            if (IsQuestion(s.Sentence) || !(CriterionCue.Deciding.IsMatch(s.Sentence) || IsOfTheirMeeting(s)))
            {
                continue;
            }
            if (later is not null && close is not null && later > close.Value.AddDays(BeyondCloseDays))
            {
                beyond = s;
            }
            else if (dates.Exists(d => d >= today))
            {
                good = s;
            }
            else if (dates.Count > 0)
            {
                past = s;
            }
        }

        if (good is not null && (beyond is null || good.At > beyond.At))
        {
            return Answer(c, CriterionStanding.Met, good);
        }
        if (beyond is not null)
        {
            return Answer(c, CriterionStanding.Denied, beyond);
        }
        // A day that came and went decides nothing, unless the decision came with it.
        if (past is not null && _approval is not null && _approval.At >= past.At)
        {
            return Answer(c, CriterionStanding.Met, past);
        }
        return past is not null ? Answer(c, CriterionStanding.Denied, past) : Open(c);
    }

    // "The next meeting with a free slot is on 27 April", where it was said that the meeting decides.
    private bool IsOfTheirMeeting(Said s) =>
        Meeting.IsMatch(s.Sentence)
        && speech.Buyers.Any(o => o.At <= s.At && Meeting.IsMatch(o.Sentence) && CriterionCue.Deciding.IsMatch(o.Sentence));

    private static readonly Regex Meeting = new(
        @"\b(meeting|slot|agenda|sits|session)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );

    /// <summary>The days that a sentence names, and the latest of them: a day, a month, "next year", a season.</summary>
    internal static (List<DateOnly> Days, DateOnly? Latest) Days(Said s)
    {
        var days = SpokenDates
            .Find(s.Sentence)
            .Select(d => d.Day is null ? MonthEnd(d, s.At) : d.After(s.At))
            .OfType<DateOnly>()
            .Concat(SpokenDates.BareDays(s.Sentence, s.At))
            .ToList();
        var on = DateOnly.FromDateTime(s.At.UtcDateTime);
        foreach (var word in Later.Matches(s.Sentence).Select(m => m.Value.ToLowerInvariant()))
        {
            if (word.Contains("year", StringComparison.Ordinal) || word.Contains("fiscal", StringComparison.Ordinal))
            {
                days.Add(new DateOnly(on.Year + 1, 1, 31));
            }
            else if (word.Contains("quarter", StringComparison.Ordinal))
            {
                days.Add(on.AddDays(91));
            }
            else if (Enum.TryParse<DayOfWeek>(word.Split(' ')[^1], ignoreCase: true, out var weekday))
            {
                days.Add(on.AddDays(1 + (((int)weekday - (int)on.DayOfWeek + 6) % 7)));
            }
        }

        return (days, days.Count > 0 ? days.Max() : null);
    }

    private static readonly Regex Later = new(
        @"\b(next|new|following) (calendar |fiscal |financial |budget )?(year|fiscal|quarter)\b|\b(on|by|this|next) (monday|tuesday|wednesday|thursday|friday)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );

    private static DateOnly? MonthEnd(SpokenDate d, DateTimeOffset said)
    {
        var year = d.Year ?? (d.Month >= said.Month ? said.Year : said.Year + 1);
        // "Back in April", said in May, is no day to come.
        if (d.Year is null && (d.Month - said.Month + 12) % 12 > 8)
        {
            return null;
        }
        return new DateOnly(year, d.Month, DateTime.DaysInMonth(year, d.Month));
    }

    /// <summary>
    /// Paper and price: a tracker's status and the buyer's words on it, whichever is later; a buyer who leaves it open outweighs a tracker
    /// that says done.
    /// </summary>
    private CriterionAnswer Answered(CriterionRow c, string kind)
    {
        var tracker = _reading
            .Inputs.Trackers.Where(t => t.Kind == kind)
            .OrderBy(t => t.IsDone)
            .ThenByDescending(t => t.UpdatedAt)
            .FirstOrDefault();
        var words = speech.About(speech.Buyers, kind).Where(s => Math.Max(s.Open, s.Settled) >= 0.5).ToList();
        var last = words.LastOrDefault(w => IsOf(w.Said, kind) || words.TrueForAll(x => !IsOf(x.Said, kind)));
        var turn = last is null ? [] : words.Where(w => TurnOf(w.Said.Piece) == TurnOf(last.Said.Piece)).ToList();
        var open = turn.Where(w => w.Open > w.Settled).MaxBy(w => w.Open);
        var settled = turn.Where(w => w.Settled >= w.Open).MaxBy(w => w.Settled);
        if (tracker is { IsDone: true })
        {
            if (
                open is not null
                && open.Said.At > tracker.UpdatedAt
                && settled is null
                && (IsOf(open.Said, kind) || Contradictions.SaysOpen(open.Said.Sentence))
            )
            {
                return Answer(c, CriterionStanding.Denied, open.Said);
            }
            var status = new Citation(new(tracker.Name), tracker.Quotable);
            // What the officer wrote after the row was closed is shown beside it, whatever it says.
            var after = speech
                .Buyers.Where(s => s.Piece.Kind == "mail" && s.At > tracker.UpdatedAt && IsOf(s, kind))
                .Select(speech.Score)
                .GroupBy(s => s.Said.Piece.Name, StringComparer.Ordinal)
                .LastOrDefault()
                ?.MaxBy(s => s.About[speech.Index(kind)] * s.Open);
            return new(
                c,
                CriterionStanding.Met,
                $"the tracker says done: \"{tracker.Item}\"",
                (after ?? last) is { } shown ? [status, shown.Said.Citation] : [status]
            );
        }

        if (settled is not null && open is null && (tracker is null || settled.Said.At > tracker.UpdatedAt))
        {
            return Answer(c, CriterionStanding.Met, settled.Said);
        }
        if (open is not null && (tracker is null || open.Said.At > tracker.UpdatedAt))
        {
            return Answer(c, CriterionStanding.Denied, open.Said);
        }
        return tracker is not null
            ? new(
                c,
                CriterionStanding.Denied,
                $"the tracker \"{tracker.Item}\" says {tracker.Status.Replace('_', ' ')}",
                [new Citation(new(tracker.Name), tracker.Quotable)]
            )
            : Open(c);
    }

    private CriterionAnswer EconomicBuyer(CriterionRow c)
    {
        var holders = _reading.Inputs.Contacts.Where(k => k.Side == Side.Buyer && k.Role == "economic_buyer").ToList();
        foreach (var who in holders)
        {
            if (speech.Buyers.LastOrDefault(s => string.Equals(s.Piece.Author, who.Name, StringComparison.OrdinalIgnoreCase)) is { } said)
            {
                return Answer(c, CriterionStanding.Met, said);
            }
        }

        return holders.Count > 0 ? Open(c) with { Note = $"{holders[0].Name} has been on no mail and no call" } : Open(c);
    }

    /// <summary>A criterion in the team's own words: the buyer's sentence that shares most of its words.</summary>
    private CriterionAnswer Likeness(CriterionRow c)
    {
        var wanted = Cues.Words.Of(c.Text).Where(w => w.Length > 3 && w is not "buyer").ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return Open(c);
        }

        var best = speech
            .Buyers.Where(s => !IsGuarded(s.Sentence))
            .Select(s => (Said: s, Shared: Cues.Words.Of(s.Sentence).Distinct(StringComparer.Ordinal).Count(wanted.Contains)))
            .MaxBy(s => s.Shared);
        return best.Said is not null && best.Shared * 2 >= wanted.Count ? Answer(c, CriterionStanding.Met, best.Said) : Open(c);
    }

    private bool IsOf(Said said, string role) => _reading.Contact(said.Piece.Author)?.Role == role;

    private int OrderOf(string stage, int otherwise = -1)
    {
        for (var i = 0; i < inputs.Stages.Count; i++)
        {
            if (string.Equals(inputs.Stages[i].Name, stage, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return otherwise;
    }

    internal static bool IsGuarded(string sentence) => CriterionCue.Guarded.IsMatch(sentence);

    private static bool IsQuestion(string sentence) => sentence.TrimEnd().EndsWith('?');

    private static bool HasFigure(string sentence) => Core.Policy.Wording.Figures.Of(sentence).Numbers.Count > 0;

    internal static string TurnOf(EvidencePiece p) => p.Kind == "call" && p.Name.LastIndexOf('#') is var i and > 0 ? p.Name[..i] : p.Name;

    private static CriterionAnswer Answer(CriterionRow c, CriterionStanding standing, Said s) =>
        new(c, standing, $"{s.Who}: \"{s.Sentence}\"", [s.Citation]);

    private static CriterionAnswer Open(CriterionRow c) => new(c, CriterionStanding.Open, "no buyer says it in what was read", []);
}
