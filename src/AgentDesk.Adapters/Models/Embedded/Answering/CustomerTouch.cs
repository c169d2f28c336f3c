using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;
using BuyerWord = AgentDesk.Adapters.Models.Embedded.Drafting.BuyerWord;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>A mail to the customer, or one line on why none is due.</summary>
internal sealed record Touch(AnalystMessage? Message, string? WhyNot);

/// <summary>
/// Gathers what a mail to the customer may draw on and has it worded. The one place where the analyst meets the composer.
/// </summary>
internal static class CustomerTouch
{
    /// <summary>With a meeting of both sides this near, the next word belongs there.</summary>
    private const int NearDays = 4;

    public static Touch Write(
        DealReading reading,
        Diagnosis d,
        DealPeople people,
        OpenPoints points,
        ClaimList claims,
        string disposition,
        string? colleague
    )
    {
        if (people.Addressee(d, points) is not { } to)
        {
            return new Touch(null, "nobody at the buyer's is known who could be written to");
        }

        var answered = people.LastMailOf(to);
        var answers =
            answered is not null
            && OpenQuestions.Ask(answered.Text) is not null
            && IsLastOfItsThread(reading, answered)
            && (points.Step?.Source == answered || points.Owed.Any(s => s.Source == answered));
        if (WhyNot(reading, d, people, points, answers) is { } reason)
        {
            return new Touch(null, reason);
        }

        var deal = reading.Inputs.Deal;
        var asks = Asks(reading, d, people, points, to).ToList();
        var news = News.Find(reading, d, people, points, to, answers);
        var word = Word(reading, d, people, to);
        var gone = d.Category == "stakeholder" ? people.Gone : null;
        var parts = to.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var situation = new DraftSituation(
            deal.Id,
            deal.Account,
            d.Category,
            d.Standing,
            disposition,
            new Addressee(parts[0], parts.Length > 1 ? parts[^1] : null, to.Title),
            people.OwnerName,
            VoiceReader.Read(reading.Inputs.Voice),
            reading.Now
        )
        {
            Asks = asks,
            LastWord = gone is not null ? new BuyerWord("", gone.Name, reading.Now, KnownToAddressee: false) : word,
            New = news?.Thing,
            Colleague = colleague is null ? null : people.NameOf(colleague),
            EscalationProposed = colleague is not null && points.WeOwe,
            ReplyToSubject = answered?.Title,
            BuyerIsWaiting = d.Pulse.Attempts == 0 || answers,
            Attempts = d.Pulse.Attempts,
            Question = points.WeOwe ? QuestionTo(d, to) : null,
            IsReferred =
                gone is not null
                && reading.Evidence.Any(e =>
                    e.Kind == "mail"
                    && people.Knows(gone, e)
                    && e.Automatic
                    && (
                        e.Text.Contains(to.Email, StringComparison.OrdinalIgnoreCase)
                        || e.Text.Contains(to.Name, StringComparison.OrdinalIgnoreCase)
                    )
                ),
            Topic = answered is null ? Subject(reading, people, gone) : null,
        };
        var composed = MessageComposer.Compose(situation);
        if (composed.Message is not { } m)
        {
            return new Touch(null, composed.WhyNot);
        }

        // What the mail quotes from elsewhere is shown to whoever approves it.
        foreach (var said in d.Statements.Where(s => s.IsBuyers && m.Quoted.Any(q => QuoteCheck.Stands(q, s.Sentence))))
        {
            claims.Of(said);
        }
        if (
            m.CarriesNew
            && news is { Thing.Kind: NewKind.BuyerWord }
            && d.Statements.FirstOrDefault(s => s.Sentence == news.Value.Thing.Sentence) is { } told
        )
        {
            claims.Of(told);
        }

        return new Touch(new AnalystMessage([to.Email], [], m.Subject, m.Body, answered?.Name, m.CarriesNew ? news?.Source : null), null);
    }

    // Somebody who carries the matter and does not review the paper knows the calendar and not the clause.
    private static string? QuestionTo(Diagnosis d, ContactRow to) =>
        to.Role == d.Category
            ? null
            : d.Category switch
            {
                "security" => "is there a day after which our answers would come too late for your plans",
                "legal" => "is there a date on your side that the wording has to be settled by",
                "procurement" => "is there a cut-off on your side that our papers have to meet",
                _ => null,
            };

    private static string? WhyNot(DealReading reading, Diagnosis d, DealPeople people, OpenPoints points, bool answers)
    {
        if (points.Quiet is { } quiet && !points.WeOwe && !answers)
        {
            return $"{quiet.Source.Author ?? "the buyer"} asked for quiet";
        }
        if (!answers && d.Pulse.Meeting is { } meeting && meeting.Start <= reading.Now.AddDays(NearDays))
        {
            return $"the next word belongs in the meeting \"{meeting.Subject}\", which the buyer has accepted";
        }

        // Our counsel's own matter with theirs: a seller's mail between the two helps neither.
        return
            d.Category == "legal"
            && points.WeOwe
            && reading.Contact(points.Owed.FirstOrDefault()?.Source.Author)?.Role == "legal"
            && people.Qualified("legal") is not null
            && !answers
            ? "the answer is for our counsel to give"
            : null;
    }

    private static IEnumerable<OpenAsk> Asks(DealReading reading, Diagnosis d, DealPeople people, OpenPoints points, ContactRow to)
    {
        if (points.Step is { } step && IsOf(step, to))
        {
            return [Ask(people, step, to, weOwe: false) with { IsStep = true }];
        }
        if (!points.WeOwe)
        {
            return Said(reading, d, people, to).Take(1);
        }

        var known = points
            .Owed.Where(s => people.Knows(to, s.Source) && QuoteCut.Fit(s.Sentence, 24) is not null)
            .OrderByDescending(s => IsOf(s, to))
            .Select(s => Ask(people, s, to, weOwe: true))
            .ToList();
        return known.Count > 0 ? known : Said(reading, d, people, to).Take(1).Select(a => a with { WeOwe = true });
    }

    // What the addressee said on the blocker, in words that stand by themselves.
    private static IEnumerable<OpenAsk> Said(DealReading reading, Diagnosis d, DealPeople people, ContactRow to) =>
        d
            .Statements.Where(s =>
                s.IsBuyers
                && s.Turn <= 4
                && people.Knows(to, s.Source)
                && s.Sentence.Split(' ').Length >= 6
                && QuoteCut.Fit(s.Sentence, 24) is not null
            )
            .Select(s => (Statement: s, Bearing: OpenPoints.Bearing(reading, d, s)))
            .Where(s => s.Bearing > 0.05)
            .OrderByDescending(s =>
                (s.Bearing * (s.Statement.Sentence.Split(' ').Length <= 24 ? 1 : 0.5)) + (IsOf(s.Statement, to) ? 0.2 : 0)
            )
            .Select(s => Ask(people, s.Statement, to, weOwe: false));

    private static BuyerWord? Word(DealReading reading, Diagnosis d, DealPeople people, ContactRow to)
    {
        var last = d
            .Statements.Where(s => s.IsBuyers && people.Knows(to, s.Source) && s.Sentence.Split(' ').Length >= 6)
            .OrderByDescending(s => s.Source.At)
            .ThenByDescending(s => OpenPoints.Bearing(reading, d, s) + (s.Weight * s.Open))
            .FirstOrDefault();
        return last is null ? null : new BuyerWord(last.Sentence, last.Source.Author ?? "", last.Source.At, last.Source.Kind == "call");
    }

    private static OpenAsk Ask(DealPeople people, Statement s, ContactRow to, bool weOwe) =>
        new(s.Sentence, s.Source.Author ?? "", s.Source.At, weOwe, null, s.Source.Kind == "call", people.Knows(to, s.Source));

    private static bool IsOf(Statement s, ContactRow to) => string.Equals(s.Source.Author, to.Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsLastOfItsThread(DealReading reading, EvidencePiece mail) =>
        mail.Title is { } title
        && !reading.Evidence.Any(e =>
            e is { Kind: "mail", Side: Side.Buyer, Automatic: false }
            && e.At > mail.At
            && e.Title is { } other
            && LogWording.BareSubject(other) == LogWording.BareSubject(title)
        );

    // Somebody new knows the matter, if at all, by the subject under which it was written about.
    private static string? Subject(DealReading reading, DealPeople people, ContactRow? gone)
    {
        var mail = reading.Evidence.LastOrDefault(e =>
            e is { Kind: "mail", Automatic: false, Title.Length: > 0 } && (gone is null || people.Knows(gone, e))
        );
        return mail?.Title is { } title ? Prefix(title) : null;
    }

    private static string Prefix(string title)
    {
        while (title.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 4 and var i)
        {
            title = title[(i + 1)..].Trim();
        }
        return title;
    }
}
