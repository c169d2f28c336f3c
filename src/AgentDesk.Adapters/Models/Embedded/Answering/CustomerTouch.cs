using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Gathers what a mail to the customer may draw on and has it worded. The one place where the analyst meets the composer.</summary>
internal static class CustomerTouch
{
    public static AnalystMessage? Write(DealReading reading, Diagnosis d, DealPeople people, string disposition, AnalystEscalation? escalation)
    {
        if (people.Addressee(d) is not { } to) { return null; }

        var answered = people.LastMailOf(to);
        var deal = reading.Inputs.Deal;
        var news = News(reading, d);
        var last = d.Statements.Where(s => s.IsBuyers).OrderByDescending(s => s.Source.At).ThenByDescending(s => s.Weight * s.Open).FirstOrDefault();
        var parts = to.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var said = d.Signals.Where(s => s.Category == d.Category && s is { Amount: > 0.08, Because: "said", Piece.Side: Side.Buyer }).OrderByDescending(s => s.Amount)
            .Select(s => d.Statements.First(x => x.Source == s.Piece && x.Sentence == s.Sentence)).Take(1);
        var situation = new DraftSituation(
            deal.Id, deal.Account, d.Category, d.Standing, disposition, new Addressee(parts[0], parts.Length > 1 ? parts[^1] : null, to.Title), people.OwnerName, VoiceReader.Read(reading.Inputs.Voice), reading.Now)
        {
            Asks = [.. d.Asks.Where(a => a.Delivered is null && a.Statement.Turn <= 3).OrderBy(a => a.Statement.Turn).Select(a => Ask(a.Statement, to, weOwe: true)).Concat(said.Select(s => Ask(s, to, weOwe: false))).DistinctBy(a => a.Quote, StringComparer.Ordinal)],
            LastWord = last is null ? null : new BuyerWord(last.Sentence, last.Source.Author ?? "", last.Source.At, last.Source.Kind == "call", IsOf(last, to)),
            New = news?.Thing,
            Colleague = escalation is null ? null : people.NameOf(escalation.To),
            EscalationProposed = escalation is not null,
            ReplyToSubject = answered?.Title,
            BuyerIsWaiting = d.Pulse.Attempts == 0,
            Attempts = d.Pulse.Attempts,
        };
        if (MessageComposer.Compose(situation).Message is not { } m) { return null; }

        var source = m.CarriesNew ? news?.Source : null;
        return new AnalystMessage([to.Email], [], m.Subject, m.Body, answered?.Name, source);
    }

    private static OpenAsk Ask(Statement s, ContactRow to, bool weOwe) =>
        new(s.Sentence, s.Source.Author ?? "", s.Source.At, weOwe, null, s.Source.Kind == "call", IsOf(s, to));

    private static bool IsOf(Statement s, ContactRow to) => string.Equals(s.Source.Author, to.Name, StringComparison.OrdinalIgnoreCase);

    // Something new: what a usable asset of the matching kind says; else public news since the buyer's last word.
    private static (NewThing Thing, Citation Source)? News(DealReading reading, Diagnosis d)
    {
        var kinds = d.Category switch
        {
            "security" => ["security_pack"],
            "weak_case" or "budget" or "no_decision_process" or "authority" => ["roi_model", "case_study"],
            "procurement" or "legal" => [],
            _ => new[] { "case_study" },
        };
        foreach (var asset in reading.Inputs.Assets.Where(a => a.Usable && a.Title is not null && kinds.Contains(a.Kind, StringComparer.Ordinal)))
        {
            if (reading.Find(asset.Name) is { } piece && Sentences.Of(piece.Text, dropSignature: true).FirstOrDefault(s => s.Length is > 30 and < 180 && !s.StartsWith('#')) is { } line)
            {
                return (new NewThing(line, asset.Title!, NewKind.Asset), new Citation(new EvidenceName(asset.Name), line));
            }
        }

        var since = reading.Inputs.LastBuyerWord?.At ?? DateTimeOffset.MinValue;
        var news = reading.Evidence.LastOrDefault(e => e.Kind == "signal" && e.Title is "news" or "funding" && e.At > since && e.At <= reading.Now && !Injection.IsIn(e));
        if (news is null || Sentences.Of(news.Text, dropSignature: false) is not [var first, ..]) { return null; }
        return (new NewThing(first, "the news", NewKind.PublicNews), new Citation(new EvidenceName(news.Name), first));
    }
}
