using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>
/// What a mail can bring that the buyer has not had: what a colleague of theirs wrote to us, where our own paper stands, what is public
/// about them, or what an approved asset says. What we know from watching them (visits, usage) is nothing to tell.
/// </summary>
internal static partial class News
{
    /// <summary>Older than this is no news.</summary>
    private const int FreshDays = 60;

    /// <summary>The thing, and its source to cite; no source where it is the buyer's own word, which is new to one of them only.</summary>
    public static (NewThing Thing, Citation? Source)? Find(
        DealReading reading,
        Diagnosis d,
        DealPeople people,
        OpenPoints points,
        ContactRow to,
        bool answers
    )
    {
        if (answers)
        {
            return points.WeOwe && Colleagues(people, points, to) is { } word ? (word, null) : null;
        }
        if (points.WeOwe && points.Paper is { } paper)
        {
            return Paper(reading, paper);
        }
        return Public(reading, d) ?? Asset(reading, d);
    }

    private static NewThing? Colleagues(DealPeople people, OpenPoints points, ContactRow to) =>
        points
            .Owed.Where(s =>
                s.Source is { Kind: "mail", Author: not null } && !people.Knows(to, s.Source) && QuoteCut.Fit(s.Sentence, 28) is not null
            )
            .OrderByDescending(s =>
                s.Sentence.Contains("back to you", StringComparison.OrdinalIgnoreCase)
                || s.Sentence.Contains("returned", StringComparison.OrdinalIgnoreCase)
            )
            .Select(s => new NewThing(s.Sentence, s.Source.Author!, NewKind.BuyerWord))
            .FirstOrDefault();

    // The row's name and status are no secret of ours; its note is.
    private static (NewThing, Citation?)? Paper(DealReading reading, TrackerInput paper)
    {
        if (
            reading.Find(paper.Name) is not { } piece
            || !piece.Text.Contains(paper.Quotable, StringComparison.Ordinal)
            || Injection.Taints(piece, paper.Quotable)
        )
        {
            return null;
        }

        var status = paper.Status switch
        {
            "in_review" => "still in review",
            "rejected" => "sent back",
            _ => "waiting on us",
        };
        // A name that speaks of our security or our terms would read as a statement on them.
        var what = Delicate().IsMatch(paper.Item) ? "what you asked for" : $"\"{paper.Item}\"";
        return (
            new NewThing($"In our own records {what} is {status}, so the wait is on our side.", paper.Item, NewKind.OwnStep),
            new Citation(new EvidenceName(paper.Name), paper.Quotable)
        );
    }

    [GeneratedRegex(
        @"\b(?:pen(?:etration)?[- ]?test|soc|iso|gdpr|hipaa|pci|encrypt\w*|sub-?processors?|retention|residency|sso|mfa|msa|dpa|clause|liability|indemnit\w*|warrant\w*|terms|redlines?|price|pricing|discount)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Delicate();

    private static (NewThing, Citation?)? Public(DealReading reading, Diagnosis d)
    {
        if (d.Category is "legal" or "procurement" or "security")
        {
            return null;
        }

        var since =
            d.Category == "stakeholder"
                ? reading.Now.AddDays(-FreshDays)
                : Later(reading.Inputs.LastBuyerWord?.At ?? DateTimeOffset.MinValue, reading.Now.AddDays(-FreshDays));
        var order = d.Category == "stakeholder" ? new[] { "hire", "news", "funding" } : ["news", "hire", "post", "funding"];
        var news = reading
            .Evidence.Where(e =>
                e.Kind == "signal"
                && order.Contains(e.Title, StringComparer.Ordinal)
                && e.At > since
                && e.At <= reading.Now
                && !Injection.IsIn(e)
            )
            .OrderBy(e => Array.IndexOf(order, e.Title))
            .ThenByDescending(e => e.At)
            .FirstOrDefault();
        if (
            news is null
            || Sentences.Of(news.Text, dropSignature: false) is not [var first, ..]
            || !news.Text.Contains(first, StringComparison.Ordinal)
        )
        {
            return null;
        }
        return (new NewThing(first, "", NewKind.PublicNews), new Citation(new EvidenceName(news.Name), first));
    }

    private static (NewThing, Citation?)? Asset(DealReading reading, Diagnosis d)
    {
        if (d.Category is "legal" or "procurement")
        {
            return null;
        }

        var words = string.Join(' ', d.Statements.Where(s => s.IsBuyers && s.Turn <= 4).Select(s => s.Sentence));
        var best = reading
            .Inputs.Assets.Where(a =>
                a is { Usable: true, Title: not null } && MayBeTold(a) && (d.Category != "security" || a.Kind == "security_pack")
            )
            .Select(a => (Asset: a, Piece: reading.Find(a.Name)))
            .Where(a => a.Piece is not null && !AssetLines.AsksBeforeUse(a.Piece.Text))
            .Select(a => (a.Asset, Line: AssetLines.Best(a.Piece!.Text, d.Category, words)))
            .Where(a => a.Line is not null)
            .OrderByDescending(a => a.Line!.Value.Score)
            .ThenBy(a => a.Asset.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Line is { } line
            ? (
                new NewThing(line.Sentence, best.Asset.Title!, NewKind.Asset),
                new Citation(new EvidenceName(best.Asset.Name), line.Sentence)
            )
            : null;
    }

    // Case studies, return models and security papers for customers. What is internal, conditional or about price and terms is for its
    // owner to give.
    private static bool MayBeTold(AssetRow asset) =>
        asset.Kind is "case_study" or "roi_model" or "security_pack"
        && (
            asset.Audience is not { } audience
            || (
                !audience.Contains("internal", StringComparison.OrdinalIgnoreCase)
                && !audience.Contains("NDA", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
