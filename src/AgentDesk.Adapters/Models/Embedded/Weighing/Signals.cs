using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>
/// One thing that speaks for a category (amount above 0) or against it, and why. One written, plainly open statement of the buyer's is
/// worth up to 1.
/// </summary>
internal sealed record Signal(string Category, double Amount, string Because, EvidencePiece? Piece, string? Sentence);

/// <summary>All that speaks for and against each category.</summary>
internal static class Signals
{
    private static readonly Regex Document = new(
        @"\b(?:summary|report|reference|references|letter|copy|certificate|case study|deck|sheet|statement|document|sample|guide|brochure|proof)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Work = new(
        @"\b(?:questionnaire|answers?|assessment|review|redlines?|draft|msa|contract|terms|addendum|clauses?|form)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex TicketOpen = new(
        @"\b(?:tickets?|case|incident|bug)\b[^.\n]{0,60}\bopen(?:ed)?\b|\bopen\b[^.\n]{0,30}\b(?:tickets?|cases|incidents|bugs)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex LowerPrice = new(
        @"\b\d+ ?(?:%|percent|per cent)(?: off| discount| in place of| instead of)|\b(?:discount|knock(?:ed)? off|take off|lower price|best price|better price|reduced? price|without charge|free of charge|first month free|in place of \d|instead of \d|(?:look at|sharpen|work on|move on|do something (?:about|on)) the (?:number|price|figure|pencil))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Falling = new(
        @"\b(?:down|dropped|fell|fallen|declin\w+|decreas\w+|zero|inactive|no longer|stopped|lowest)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex LeftCompany = new(
        @"\bno longer (?:with|works?|working|employed|at|part of|monitored|active|in use)\b|\b(?:has|have|had|'ve) left\b(?! (?:the|my) (?:office|building|desk|house))|\bleft (?:the )?(?:company|organi[sz]ation|firm|business|team)\b|\bended my (?:position|employment|role|time|contract)\b|\bmy last (?:working )?day\b|\bmy successor\b|\b(?:retired|resigned)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    // Not every system marks its automatic answers: the writer's own farewell is one as well, and so is the word of another job.
    private static readonly Regex Farewell = new(
        @"\bI(?: have|'ve| am|'m|'ll be)? (?:now )?(?:left(?! (?:an?|you|your|it|this|that|these|them|him|her|some|my|our|comments?|notes?|the (?:office|building|desk|house|files?|documents?|keys?|message|room|call|meeting))\b(?! (?:company|firm|business|organi[sz]ation|team|department|post|position|role|job|employer|school|hospital|council|group|trust|agency|practice)))|leaving|ended|retir\w+|resign\w*|no longer (?:with|at|work\w*|employed)|moving on)\b|\bmy last (?:working )?day\b|\b(?:turned|handed) in my (?:badge|keys?|laptop|notice|pass)\b|\bhand(?:ed|ing) over my (?:desk|projects?|duties|job|files|work)\b|\bI(?:'m| am|'ve been| have been| was) (?:moved|reassigned|transferred|seconded|posted|promoted) (?:to|into|out)\b|\bI(?:'m| am)? (?:start|starting|begin|beginning|take up|taking up) (?:in )?(?:a |my )?new (?:role|job|position|post|assignment)\b|\bmoving to (?:another|a new|a different) (?:site|team|department|division|role|office|plant|company)\b|\b(?:whole|full[- ]time) job (?:as of|from|since|starting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex NewPost = new(
        @"\b(?:names?|named|appoints?|appointed|hires?|hired|joins?|joined|welcomes?|poached|moves? to|starts? (?:at|with|as))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Lacks = new(
        @"\b(?:not (?:yet|today|currently|at the moment|at present|possible|supported|available)\b|(?:on|in) (?:the|our) (?:20\d\d |next )?(?:road ?map|list|backlog|next release)\b|on the 20\d\d (?:list|plan)\b|(?:doesn't|does not|can't|cannot|won't|isn't able to|not able to|don't|do not) (?:\w+ ){0,2}(?:support|handle|do|read|split|import|export|connect|print|run|cover|reach|cope|have)\b|only (?:with|the|one|in|by)\b|one \w+ per \w+\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    public static IReadOnlyList<Signal> Of(
        DealReading reading,
        IReadOnlyList<Statement> statements,
        IReadOnlyList<Ask> asks,
        CueModel model,
        Weights weights
    ) =>
        [
            .. SpokenSignals.Of(
                reading,
                statements,
                [.. asks.Where(a => a.Delivered is not null).Select(a => a.Statement)],
                model,
                weights
            ),
            .. Paper(reading, statements, model, weights),
            .. People(reading),
            .. Owed(reading, asks, model, weights),
            .. Promised(reading, model, weights),
            .. Tried(reading, statements, weights),
            .. Product(reading),
            .. Appointed(reading),
            .. Admitted(reading, model),
        ];

    /// <summary>Whether the mail says that its sender has left or leaves.</summary>
    public static bool SaysGone(EvidencePiece mail) => mail.Automatic ? Leaves(mail.Text) : Farewell.IsMatch(mail.Text);

    private static bool Leaves(string text) => LeftCompany.IsMatch(text) || Departures.SaysLeft(text);

    private static IEnumerable<Signal> Paper(DealReading reading, IReadOnlyList<Statement> statements, CueModel model, Weights weights)
    {
        var latest = reading
            .Inputs.Trackers.Where(t => !t.IsDone && t.Status != "not_started")
            .Select(t => t.UpdatedAt)
            .DefaultIfEmpty()
            .Max();
        foreach (var t in reading.Inputs.Trackers)
        {
            var amount = t.Status switch
            {
                "waiting_on_seller" => weights.TrackerOwed,
                "rejected" => weights.TrackerOwed + 0.1,
                "in_review" or "waiting_on_buyer" => weights.TrackerReview,
                _ => 0,
            };
            if (amount == 0 || !model.About.Contains(t.Kind, StringComparer.Ordinal))
            {
                continue;
            }
            var c = IndexOf(model, t.Kind);
            // Of several open rows the one that moved last is the one that is worked on; the others wait behind it.
            if (t.UpdatedAt < latest)
            {
                amount *= weights.TrackerBehind;
            }
            // A row is what we last thought. When the buyer's last word on it says that it is settled, the row is out of date, whenever one
            // of us touched it.
            if (Settles(statements, t, c))
            {
                amount *= weights.TrackerOutdated;
            }
            var piece = reading.Find(t.Name);
            // A document that a row waits for is something we owe; answers and redlines are the review itself.
            if (t.Status == "waiting_on_seller" && Document.IsMatch(t.Item) && !Work.IsMatch(t.Item))
            {
                yield return new Signal("missing_asset", amount * 0.7, "document owed by tracker", piece, null);
                amount *= 0.4;
            }

            yield return new Signal(t.Kind, amount, $"tracker {t.Status}", piece, null);
        }
    }

    private static bool Settles(IReadOnlyList<Statement> statements, TrackerInput row, int category)
    {
        var last = statements
            .Where(s =>
                s.IsBuyers && (s.About[category] > 0.35 || RulesOut.Says(row.Kind, s.Sentence)) && Math.Max(s.Open, s.Settled) > 0.5
            )
            .GroupBy(s => s.Turn)
            .MinBy(g => g.Key);
        if (last is null)
        {
            return false;
        }
        var settled = last.Sum(s => RulesOut.Says(row.Kind, s.Sentence) ? 1 : s.SettledOn(category));
        return settled > 0.4
            && settled > last.Where(s => !RulesOut.Says(row.Kind, s.Sentence)).Sum(s => s.OpenOn(category))
            && last.Max(s => s.Source.At) > row.UpdatedAt.AddDays(-21);
    }

    private static IEnumerable<Signal> People(DealReading reading)
    {
        var words = reading.Evidence.Where(e => e.Side == Side.Buyer && !e.Automatic && e.Kind is "mail" or "call").ToList();
        foreach (var c in reading.Inputs.Contacts.Where(c => c.Side == Side.Buyer && c.Status == "left"))
        {
            yield return new Signal(
                "stakeholder",
                c.Role is "champion" or "economic_buyer" ? 1.1 : 0.4,
                "contact left",
                reading.Evidence.FirstOrDefault(e => e.Kind == "contact" && e.Title == c.Name),
                null
            );
        }

        foreach (var e in reading.Evidence.Where(e => e.Kind == "mail" && e.Side == Side.Buyer && SaysGone(e)))
        {
            var sentence = Sentences.Of(e).FirstOrDefault(s => Leaves(s) || Farewell.IsMatch(s));
            // When others of the buyer's have written since, the deal found a new voice.
            yield return new Signal("stakeholder", words.Exists(w => w.At > e.At) ? 0.5 : 1.2, "left the company", e, sentence);
        }
    }

    // The press names somebody whom we write to for a post, and not with this account.
    private static IEnumerable<Signal> Appointed(DealReading reading)
    {
        var company = reading.Inputs.Deal.Account.Split(' ').FirstOrDefault(w => w.Length > 3) ?? reading.Inputs.Deal.Account;
        foreach (
            var e in reading.Evidence.Where(e =>
                e.Kind == "signal"
                && e.At <= reading.Now
                && NewPost.IsMatch(e.Text)
                && !e.Text.Contains(company, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            var who = reading.Inputs.Contacts.FirstOrDefault(c =>
                c.Side == Side.Buyer
                && c.Name.Contains(' ', StringComparison.Ordinal)
                && e.Text.Contains(c.Name, StringComparison.OrdinalIgnoreCase)
            );
            if (who is not null)
            {
                yield return new Signal(
                    "stakeholder",
                    who.Role is "champion" or "economic_buyer" ? 0.7 : 0.25,
                    "named for a post elsewhere",
                    e,
                    e.Text
                );
            }
        }
    }

    // What we told the buyer that the product does not do, where they had asked for it: nobody else would say so against their own
    // interest.
    private static IEnumerable<Signal> Admitted(DealReading reading, CueModel model)
    {
        var fit = IndexOf(model, "fit_scope");
        var said = reading
            .Evidence.Where(e =>
                e.Side == Side.Seller && e.Kind is "mail" or "call" && e.Side == Side.Seller && e.At <= reading.Now && !e.Automatic
            )
            .SelectMany(e =>
                Sentences
                    .Of(e)
                    .Where(s => Lacks.IsMatch(s.Replace('’', '\'')) && model.Score(s).About[fit] > 0.3)
                    .Select(s => (Piece: e, Sentence: s))
            )
            .OrderByDescending(x => x.Piece.At)
            .Take(2);
        foreach (var (piece, sentence) in said)
        {
            yield return new Signal("fit_scope", 0.25, "we said that it cannot", piece, sentence);
        }
    }

    private static IEnumerable<Signal> Owed(DealReading reading, IReadOnlyList<Ask> asks, CueModel model, Weights weights)
    {
        var asset = IndexOf(model, "missing_asset");
        foreach (var s in asks.Where(a => a.Delivered is null).Select(a => a.Statement))
        {
            var amount = weights.Ask * Math.Max(weights.Oldest, Math.Pow(weights.Decay, s.Turn)) * (s.Source.Kind == "mail" ? 1 : 0.4);
            amount *= weights.AskAnyhow + ((1 - weights.AskAnyhow) * Math.Sqrt(s.OpenOn(asset)));

            // Written to again without the thing that was asked for: then it is plainly ours.
            if (
                s.Turn == 0
                && reading.Evidence.Any(e => e is { Kind: "mail", Side: Side.Seller } && e.At > s.Source.At && e.At <= reading.Now)
            )
            {
                amount *= 1.4;
            }
            foreach (var signal in Shared(reading, model, weights, amount, "asked and not delivered", s.Source, s.Sentence, s.About))
            {
                yield return signal;
            }
        }
    }

    // Answers that a security officer or counsel waits for are owed, and what waits is their review: it is both.
    private static IEnumerable<Signal> Shared(
        DealReading reading,
        CueModel model,
        Weights weights,
        double amount,
        string because,
        EvidencePiece piece,
        string sentence,
        float[] about
    )
    {
        var role = reading.Contact(piece.Author)?.Role;
        var best = Reviews.MaxBy(r => about[IndexOf(model, r)] + (r == role ? weights.Speaker : 0))!;
        double p = about[IndexOf(model, best)] + (best == role ? weights.Speaker : 0);
        var share = weights.AskShared * p / Math.Max(0.05, p + about[IndexOf(model, "missing_asset")]);
        yield return new Signal("missing_asset", amount * (1 - share), because, piece, sentence);
        if (share * amount > 0.004)
        {
            yield return new Signal(best, amount * share, because, piece, sentence);
        }
    }

    private static readonly string[] Reviews = ["security", "legal", "procurement"];

    // What we said that we would send, with a day, and did not send, is owed whether or not the buyer asks again.
    private static IEnumerable<Signal> Promised(DealReading reading, CueModel model, Weights weights) =>
        Promises
            .Broken(reading)
            .Take(2)
            .SelectMany(p =>
                Shared(
                    reading,
                    model,
                    weights,
                    weights.Promise,
                    "promised and not delivered",
                    p.Piece,
                    p.Sentence,
                    model.Score(p.Sentence).About
                )
            );

    // A remedy that was given and moved nobody was for another illness: after a lower price that the buyer did not take up, money is hardly
    // what it hangs on.
    private static IEnumerable<Signal> Tried(DealReading reading, IReadOnlyList<Statement> statements, Weights weights)
    {
        var cheaper = reading
            .Evidence.Where(e => e is { Kind: "mail", Side: Side.Seller } && e.At <= reading.Now && LowerPrice.IsMatch(e.Text))
            .MinBy(e => e.At);
        if (
            cheaper is not null
            && (reading.Now - cheaper.At).TotalDays >= 5
            && !statements.Any(s => s.IsBuyers && s.Source.At > cheaper.At && Settling(s))
        )
        {
            yield return new Signal("budget", -weights.Tried, "a lower price moved nobody", cheaper, null);
        }
    }

    private static bool Settling(Statement s) => LowerPrice.IsMatch(s.Sentence);

    // A customer whose tickets stay open and whose use falls has a product that does not fit.
    private static IEnumerable<Signal> Product(DealReading reading)
    {
        foreach (var e in reading.Evidence.Where(e => e.Kind == "signal" && e.At <= reading.Now))
        {
            if (e.Title == "support" && TicketOpen.IsMatch(e.Text))
            {
                yield return new Signal("fit_scope", 0.35, "tickets open", e, e.Text);
            }
            if (e.Title == "usage" && Falling.IsMatch(e.Text))
            {
                yield return new Signal("fit_scope", 0.35, "use falls", e, e.Text);
            }
        }
    }

    private static int IndexOf(CueModel model, string category)
    {
        for (var i = 0; i < model.About.Count; i++)
        {
            if (model.About[i] == category)
            {
                return i;
            }
        }
        return -1;
    }
}
