using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>
/// Where the record, a tracker or a note of ours says one thing and the buyer another, or two of ours disagree. Each is found by its own
/// rule and quotes both sides.
/// </summary>
internal sealed partial class Contradictions(StageSpeech speech, StageInputs inputs, IReadOnlyList<CriterionAnswer> criteria)
{
    private const int Most = 3;

    private static readonly string[] Topics = ["security", "legal", "procurement", "budget"];

    private readonly DealReading _reading = speech.Reading;

    public IReadOnlyList<StageException> Find(OpenBlocker? blocker)
    {
        IEnumerable<StageException?> all =
        [
            Gone(),
            .. new RowContradictions(speech).Find(),
            Time(),
            Signer(),
            Denied(),
            .. Topics.Select(OurBlocker),
            Price(),
            Cooled(),
            Optimism(),
            .. NoteTopics.Select(OurNotes),
            blocker?.Contradiction(),
        ];
        return
        [
            .. all.OfType<StageException>()
                .DistinctBy(
                    x => string.Join('|', x.Citations.Select(c => $"{c.Evidence}{c.Quote}").Order(StringComparer.Ordinal)),
                    StringComparer.Ordinal
                )
                .Take(Most),
        ];
    }

    /// <summary>Whether the sentence holds something open in so many words.</summary>
    public static bool SaysOpen(string sentence) => Refuses().IsMatch(sentence);

    private string DealId => _reading.Inputs.Deal.Id;

    private static StageException Of(string detail, Citation a, Citation b) => new(StageExceptions.Contradictory, detail, [a, b]);

    /// <summary>A contact shown as active whose own mailbox, or whose colleague, says that the person has gone.</summary>
    private StageException? Gone()
    {
        foreach (var c in _reading.Inputs.Contacts.Where(c => c is { Side: Side.Buyer, Status: "active" }))
        {
            var row = new Citation(new($"contact:{DealId}#{c.Email}"), $"{c.Role} · {c.Status}");
            var reply = speech.Automatic.LastOrDefault(p => Is(p.Author, c.Name));
            if (
                reply is not null
                && Sentences.Of(reply).FirstOrDefault(s => Left().IsMatch(s) || Departures.SaysLeft(s)) is { } gone
                && !speech.Buyers.Any(s => s.At > reply.At && Is(s.Piece.Author, c.Name))
            )
            {
                return Of($"the record shows {c.Name} as active; the mailbox says that {c.Name} is gone", row, new(new(reply.Name), gone));
            }

            var first = c.Name.Split(' ').FirstOrDefault(n => n.Length > 2 && !n.EndsWith('.')) ?? c.Name;
            if (
                speech.Buyers.LastOrDefault(s =>
                    !Is(s.Piece.Author, c.Name) && s.Sentence.Contains(first, StringComparison.Ordinal) && LeftOf().IsMatch(s.Sentence)
                ) is
                { } told
            )
            {
                return Of($"the record shows {c.Name} as active; against it stands what {told.Who}", row, told.Citation);
            }
        }

        return null;
    }

    /// <summary>The close date, or the forecast, against the time that the buyer names.</summary>
    private StageException? Time()
    {
        if (
            Field("close_date", inputs.Deal.CloseDate) is not { } row
            || !DateOnly.TryParse(inputs.Deal.CloseDate, CultureInfo.InvariantCulture, out var close)
        )
        {
            return null;
        }

        var later = speech.Buyers.LastOrDefault(s =>
            (NotBefore().IsMatch(s.Sentence) || CriterionCue.Deciding.IsMatch(s.Sentence))
            && !s.Sentence.EndsWith('?')
            && CriterionReader.Days(s).Latest is { } day
            && day > close.AddDays(14)
            && Buying().IsMatch(s.Sentence)
            && !CriterionCue.Approval.IsMatch(s.Sentence)
        );
        if (
            later is not null
            && !speech.Buyers.Any(s =>
                s.At > later.At
                && CriterionCue.Deciding.IsMatch(s.Sentence)
                && CriterionReader.Days(s).Latest is { } day
                && day <= close
                && day.ToDateTime(TimeOnly.MinValue) >= s.At.UtcDateTime.Date
            )
        )
        {
            return Of($"the record closes it on {inputs.Deal.CloseDate}; {later.Who} of a later time", row, later.Citation);
        }

        return null;
    }

    /// <summary>Who signs, in the record's fields, against whom the buyer names.</summary>
    private StageException? Signer()
    {
        foreach (
            var (field, value) in (inputs.Deal.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(f =>
                SignerField().IsMatch(f.Key) && f.Value.Length > 1 && !Placeholders.Is(f.Value)
            )
        )
        {
            var names = Name().Matches(value).Select(m => m.Value).Where(n => n.Length > 2).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Count == 0)
            {
                continue;
            }

            var other = speech.Buyers.LastOrDefault(s =>
                Higher().IsMatch(s.Sentence)
                && !s.Sentence.EndsWith('?')
                && !names.Any(n =>
                    s.Sentence.Contains(n, StringComparison.OrdinalIgnoreCase)
                    || (s.Piece.Author?.Contains(n, StringComparison.OrdinalIgnoreCase) == true && First().IsMatch(s.Sentence))
                )
                && Other(s.Sentence, value)
            );
            if (other is not null && Field(field, value) is { } row)
            {
                return Of($"{field} says `{value}`; {other.Who} that somebody else has to", row, other.Citation);
            }
        }

        return null;
    }

    /// <summary>A field that answers a question which the buyer leaves open.</summary>
    private StageException? Denied()
    {
        foreach (var c in criteria.Where(c => c.Standing == CriterionStanding.Denied && c.Citations.Count > 0))
        {
            var pattern = c.Row.Evidence switch
            {
                "budget_path" or "price_answered" => "budget|funding|money",
                "decision_path" => "decision|signer|economic",
                "legal_answered" => "legal|paper|contract",
                "security_answered" => "security|infosec",
                "procurement_answered" => "procurement|paper|purchas",
                _ => null,
            };
            if (pattern is null || c.Citations[0].Evidence.Kind == "tracker")
            {
                continue;
            }

            var field = (inputs.Deal.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal)).FirstOrDefault(f =>
                Regex.IsMatch(f.Key, pattern, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(20))
                && Yes().IsMatch(f.Value)
                && !Placeholders.IsUnknown(f.Value)
            );
            if (field.Key is not null && Field(field.Key, field.Value) is { } row)
            {
                return Of($"{field.Key} says `{field.Value}`; {c.Note}", row, c.Citations[0]);
            }
        }

        return null;
    }

    /// <summary>What our notes or the next step call the blocker, and the buyer or the tracker calls settled.</summary>
    private StageException? OurBlocker(string topic)
    {
        var ours = speech.About(speech.Ours, topic, 0.5).LastOrDefault(s => s.Open >= 0.45 && !Settles().IsMatch(s.Said.Sentence))?.Said;
        if (
            ours is null
            && inputs.Deal.NextStep is { Length: > 3 } step
            && speech.About([new Said(new EvidencePiece($"deal:{DealId}#next_step", "deal", _reading.Now, step), step)], topic, 0.45).Count
                > 0
        )
        {
            ours = new Said(new EvidencePiece($"deal:{DealId}#next_step", "deal", _reading.Now, step, Author: "the next step"), step);
        }

        if (ours is null)
        {
            return null;
        }

        var words = speech.About(speech.Buyers, topic, 0.45).Where(s => Math.Max(s.Open, s.Settled) >= 0.5).ToList();
        var settled =
            words.LastOrDefault(s =>
                s.Settled > s.Open
                && Settles().IsMatch(s.Said.Sentence)
                && (RowContradictions.Calls(topic, s.Said.Sentence) || ours.Piece.Kind != "deal")
            )
            ?? speech.Buyers.Where(s => RulesOut.Says(topic, s.Sentence) && !s.Sentence.EndsWith('?')).Select(speech.Score).LastOrDefault();
        var isOpen = settled is not null && words.Exists(w => w.Said.At > settled.Said.At && w.Open > w.Settled);
        var rows = _reading.Inputs.Trackers.Where(t => t.Kind == topic).ToList();
        var tracker = rows.TrueForAll(t => t.IsDone) ? rows.Find(t => t.UpdatedAt <= ours.At) : null;
        if (settled is not null && !isOpen)
        {
            return Of(
                $"ours: \"{ours.Sentence}\"; {settled.Said.Who} that {(topic == "budget" ? "price and budget" : topic)} is not it",
                Cite(ours),
                settled.Said.Citation
            );
        }
        return tracker is not null && !isOpen
            ? Of(
                $"ours: \"{ours.Sentence}\"; the tracker \"{tracker.Item}\" says done",
                Cite(ours),
                new(new(tracker.Name), $"{tracker.Item} · {tracker.Status}")
            )
            : null;
    }

    /// <summary>Our talk of price or budget against a buyer who says that it is not that.</summary>
    private StageException? Price()
    {
        var ours = speech.Ours.LastOrDefault(s => PriceTalk().IsMatch(s.Sentence));
        var theirs = speech.Buyers.LastOrDefault(s => NotPrice().IsMatch(s.Sentence) && !s.Sentence.EndsWith('?'));
        return ours is not null && theirs is not null && (ours.At > theirs.At || (theirs.At - ours.At).TotalDays < 45)
            ? Of($"ours: \"{ours.Sentence}\"; {theirs.Who} that it is not the price", Cite(ours), theirs.Citation)
            : null;
    }

    /// <summary>Our reading of a silence against what the buyer said of it.</summary>
    private StageException? Cooled()
    {
        var ours = speech.Ours.LastOrDefault(s => ColdWords().IsMatch(s.Sentence));
        var theirs = speech.Buyers.LastOrDefault(s => WarmWords().IsMatch(s.Sentence));
        return ours is not null && theirs is not null && theirs.At < ours.At
            ? Of($"ours: \"{ours.Sentence}\"; against it stands what {theirs.Who}", Cite(ours), theirs.Citation)
            : null;
    }

    /// <summary>Our own certainty against a buyer who takes it back.</summary>
    private StageException? Optimism()
    {
        var ours = speech.Ours.LastOrDefault(s => SureWords().IsMatch(s.Sentence));
        var theirs =
            speech.Buyers.LastOrDefault(s => (ours is null || s.At > ours.At.AddDays(-30)) && Doubts().IsMatch(s.Sentence))
            ?? DeniedBy(ours);
        if (theirs is null)
        {
            return null;
        }
        if (ours is not null)
        {
            return Of($"ours: \"{ours.Sentence}\"; against it stands what {theirs.Who}", Cite(ours), theirs.Citation);
        }
        return
            inputs.Forecast is { IsAhead: true } or { Category: "commit" }
            && Field("forecast_category", inputs.Deal.ForecastCategory) is { } row
            ? Of($"forecast {inputs.Deal.ForecastCategory}; against it stands what {theirs.Who}", row, theirs.Citation)
            : null;
    }

    private Said? DeniedBy(Said? ours)
    {
        var denied = criteria.LastOrDefault(c =>
            c
                is {
                    Standing: CriterionStanding.Denied,
                    Row.Evidence: "budget_path" or "decision_path" or "proposal_matches" or "impact" or "success_criteria",
                    Citations: [{ Evidence.Kind: "mail" or "call" }, ..]
                }
        );
        return denied is null
            ? null
            : speech.Buyers.LastOrDefault(s => s.Citation == denied.Citations[0] && (ours is null || s.At > ours.At.AddDays(-30)));
    }

    /// <summary>Two notes of one colleague's on one topic, of which one says yes and the other no or perhaps.</summary>
    private StageException? OurNotes((string Topic, Regex Words) topic)
    {
        var ours = speech.Ours.Where(s => s.Piece.Kind == "activity" && topic.Words.IsMatch(s.Sentence)).ToList();
        var doubt = ours.FirstOrDefault(s => Doubting().IsMatch(s.Sentence));
        var sure = doubt is null
            ? null
            : ours.FirstOrDefault(s =>
                s.Piece.Name != doubt.Piece.Name
                && Is(s.Piece.Author, doubt.Piece.Author ?? "")
                && !Doubting().IsMatch(s.Sentence)
                && !Guessing().IsMatch(s.Sentence)
                && Math.Abs((s.At - doubt.At).TotalDays) < 45
            );
        return sure is not null
            ? Of($"our own notes disagree on {topic.Topic}: \"{sure.Sentence}\" and \"{doubt!.Sentence}\"", Cite(sure), Cite(doubt))
            : null;
    }

    private static IReadOnlyList<(string Topic, Regex Words)> NoteTopics =>
        [("the money", MoneyWords()), ("who decides", DeciderWords()), ("competition", RivalWords())];

    private Citation? Field(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : new(new($"deal:{DealId}#{name}"), value);

    private static Citation Cite(Said said) => said.Citation;

    private bool Other(string sentence, string value) =>
        Office().Matches(sentence).Any(m => !value.Contains(m.Value, StringComparison.OrdinalIgnoreCase))
        || _reading.Inputs.Contacts.Any(c =>
            c.Side == Side.Buyer
            && c.Name.Split(' ')
                .Any(n =>
                    n.Length > 2 && sentence.Contains(n, StringComparison.Ordinal) && !value.Contains(n, StringComparison.OrdinalIgnoreCase)
                )
        );

    private static bool Is(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(no longer (with|work|employed|part of|at)|ha(ve|s) (left|ended)|left the|my last day|ended my (position|employment)|not (read|monitored|checked)|secondment|maternity|parental leave|sabbatical|career break|retired|until (the )?(spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december) 20\d\d)\b",
        Options,
        20_000
    )]
    private static partial Regex Left();

    [GeneratedRegex(
        @"\b(has left|have left|left (us|the)|is no longer|no longer (with|here|at)|has moved on|resigned|retired|last day|is gone|took over from|replac(ed|ing)|on secondment|on maternity)\b",
        Options,
        20_000
    )]
    private static partial Regex LeftOf();

    [GeneratedRegex(
        @"\b(do(es)? not work for us|doesn'?t work for us|can(no|')t (release|sign|accept|approve|countersign)|cannot (release|sign|accept|approve|countersign)|still open|remains? open|left open|not (agreed|closed|acceptable|resolved|finished|done)|is not (language|the group|something)|one point (left|open)|before i can|until (it|that|they|these|both) (is|are)|objection)\b",
        Options,
        20_000
    )]
    private static partial Regex Refuses();

    [GeneratedRegex(
        @"\b(after|not before|until|once|from|told you|and then we|take (her|him|them) at|in the (new|next)|next (year|fiscal|quarter)|new (calendar |fiscal )?year|following|back in|come january|when)\b",
        Options,
        20_000
    )]
    private static partial Regex NotBefore();

    [GeneratedRegex(
        @"\b(sign\w*|decid\w*|decision|buy\w*|order\w*|start\w*|approv\w*|revisit|pick (it|this) up|talk again|come back|commit\w*|go-?ahead|agree\w*|contract|spend|begin|requisition|po|look at (it|this)|settle|fair hearing|told you|and then we|take (her|him|them) at)\b",
        Options,
        20_000
    )]
    private static partial Regex Buying();

    [GeneratedRegex(@"economic|decision|signer|signator|decider|budget_holder|approver", Options, 20_000)]
    private static partial Regex SignerField();

    [GeneratedRegex(@"\b\p{Lu}\p{L}+", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\b((above|over|beyond) (about )?[$€£]?(\d|that,? (it|the)|twenty|thirty|forty|fifty|a hundred|two hundred)|second signature|(also|still) (has|have|needs?) to (sign|approve|agree|initial)|needs? [^.]{0,30}(signature|to sign|to approve|approval)|(coo|cfo|ceo|md|board|finance director|managing director|committee|owners?|partners?)\b[^.]{0,30}\b(signs?|decides?|approves?|has to|must|needs? to|too)|has the (final|last) (say|word)|it'?s (the |our )?(coo|cfo|ceo|board|finance director|md|managing director)|goes (up )?to (the )?(coo|cfo|ceo|board|finance director|md|owners?|(?-i:\p{Lu}\p{Ll}+)))\b",
        Options,
        20_000
    )]
    private static partial Regex Higher();

    [GeneratedRegex(
        @"\b(coo|cfo|ceo|cio|md|board|committee|finance director|managing director|group|trustees|owners?|partners|chair(man|woman)?|council)\b",
        Options,
        20_000
    )]
    private static partial Regex Office();

    [GeneratedRegex(
        @"^\s*(y|yes|yep|ok|done|confirmed|approved|closed|agreed|in (the )?plan|\w+ (done|approved|agreed|confirmed|closed)|legal done)\b|\b(done|approved|closed|agreed|confirmed|decides|signs)\b",
        Options,
        20_000
    )]
    private static partial Regex Yes();

    [GeneratedRegex(
        @"\b(done|closed|finished|clos(es|ing)|approved|signed|passed|no (questions|findings|conditions|further|more|outstanding|issues?|complaints|problem|objection)|nothing (open|else|outstanding|left|to)|cleared|settled|not (a |the |about )?(price|money|budget|number|security|legal)|isn'?t (the |a )?(price|trouble|hold ?up|number|problem|issue|money)|fine|agreed|accepted|complete[d]?|satisfied|in the plan|ring-?fenced|good enough|all put away|don'?t need|price (is|was) what|out of our hair|not (looking for|asking for|after) (any |a )?(more|further|other|better|lower))\b",
        Options,
        20_000
    )]
    private static partial Regex Settles();

    [GeneratedRegex(
        @"\b(cool(ed|ing)|gone (cold|quiet|dark|silent)|go(es|ing)? dark|ghost(ed|ing)?|luke ?warm|lost interest|changed (her|his|their) mind|said no|drifting|losing (them|him|her)|not interested|stall(ed|ing)|crickets|no (urgency|interest)|analysis paralysis|dead)\b",
        Options,
        20_000
    )]
    private static partial Regex ColdWords();

    [GeneratedRegex(
        @"\b(nothing has changed|still (want|wants|keen|in|on|interested|like)|go quiet|goes? quiet|don'?t read anything into|not a no\b|isn'?t a no|will holler|won'?t hear (a word|from me)|i'?m parked|rather move|looking forward|please make it happen|we want (it|this)|(happy|keen) to|not (gone|given) )",
        Options,
        20_000
    )]
    private static partial Regex WarmWords();

    [GeneratedRegex(
        @"\b(discovery done|ready to propose|slam dunk|basically (in|done)|all in|no risk|loves? (it|the|this)|done deal|just need the signature|just (the )?signature|zero pushback|no pushback|100%|any day|formality|in the bag|this is ours|we win this|still (solid|commit)|staying in commit|safe|auto-?renew|should (sign|close|clear)|will sign|verbal yes)\b",
        Options,
        20_000
    )]
    private static partial Regex SureWords();

    [GeneratedRegex(
        @"\b(ahead of where we are|slow down|isn'?t where it was|wouldn'?t (sign|renew)|would be renewing|hold off|rather not|not (yet )?(ready|convinced|certain|sure)|couldn'?t tell you|don'?t know (that|who|if|whether)|i'?d only be guessing|working session first|before we get to|gone back to|stopped believing|turned .{0,20} off|no promises|can'?t walk this anywhere)\b",
        Options,
        20_000
    )]
    private static partial Regex Doubts();

    [GeneratedRegex(@"\b(i|i'm|i'll|i'd|me|my)\b", Options, 20_000)]
    private static partial Regex First();

    [GeneratedRegex(@"\?|\b(no|not|nobody|none|or|maybe|might|unclear|til|until|double check|had been|boss)\b", Options, 20_000)]
    private static partial Regex Doubting();

    [GeneratedRegex(
        @"\b(discount\w*|\d+ ?(%|percent) off|\d+ off|asking for \d+|ready at \d+|budget\.|it'?s (the )?(price|budget)|price (may|might|is|sensitive)|too (dear|expensive)|deal desk|sharpen)",
        Options,
        20_000
    )]
    private static partial Regex PriceTalk();

    [GeneratedRegex(
        @"\b((isn'?t|is not|it'?s not|not) (the |about |a )?(price|money|budget|number|cost)\b|(another|further|lower|better|sharper) price|sharpen\w* pencils?|arguing about the (number|price|\d+)|capital( line)? is approved|fairly priced|number isn'?t the|price is (fair|fine|not)|no number you could put)",
        Options,
        20_000
    )]
    private static partial Regex NotPrice();

    [GeneratedRegex(@"\b(suspect|think|probably|guess|assume|likely|next call|discussed|to discuss)\b", Options, 20_000)]
    private static partial Regex Guessing();

    [GeneratedRegex(@"\b(budget|money|funds|funding|funded)\b|[$€£](?!\d)", Options, 20_000)]
    private static partial Regex MoneyWords();

    [GeneratedRegex(@"\b(dm|decision maker|decision-maker|decides|the decider|signs|signer|who signs|final say)\b", Options, 20_000)]
    private static partial Regex DeciderWords();

    [GeneratedRegex(
        @"\b(competitors?|competition|nobody else|no one else|other vendor|looking at \w+ too|also looking|incumbent|shortlist|vs)\b",
        Options,
        20_000
    )]
    private static partial Regex RivalWords();
}
