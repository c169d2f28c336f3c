using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Surfaces.Review;

/// <summary>One thing that a run says, with the words that it rests on: what a page opens in place.</summary>
/// <param name="Key">Names it on the run's page: a claim by its number from 0, everything else by its letter and number.</param>
/// <param name="Says">The statement; with addresses, as the packet has it.</param>
/// <param name="Kind">What it is, in a word or two: "confirmed", "exception", "in a draft".</param>
/// <param name="Sources">The pieces that it rests on, in their order; one without quotes is pointed at as a whole.</param>
public sealed record CitedPlace(
    string Key,
    string Says,
    string Kind,
    IReadOnlyList<(EvidenceName Name, IReadOnlyList<string> Quotes)> Sources
)
{
    /// <summary>Where it opens on the run's own page.</summary>
    public string Href => $"#ev-{Key}";
}

/// <summary>
/// Everything that a run quotes: its claims, exceptions, criteria, triggers, and what its drafts answer, bring and count by. Whatever shows
/// one of these opens its words in place, and a source marks the words of all of them.
/// </summary>
public static class CitedPlaces
{
    public static string OfClaim(int n) => n.ToString(CultureInfo.InvariantCulture);

    public static string OfException(int n) => string.Create(CultureInfo.InvariantCulture, $"x{n}");

    public static string OfCriterion(int n) => string.Create(CultureInfo.InvariantCulture, $"k{n}");

    public static string OfClock(int n) => string.Create(CultureInfo.InvariantCulture, $"t{n}");

    public static string OfAnswered(ActionId action) => $"{action}-re";

    public static string OfNews(ActionId action) => $"{action}-new";

    public static string OfFigure(ActionId action, int n) => string.Create(CultureInfo.InvariantCulture, $"{action}-n{n}");

    /// <summary>All places of the run in the order of its page; a place without a source is none.</summary>
    /// <param name="figures">The figures of a mail with where they come from.</param>
    public static IReadOnlyList<CitedPlace> Of(Sight sight, Func<ActionPayload.EmailDraft, IReadOnlyList<FoundFigure>> figures)
    {
        if (sight.Packet is not { } packet)
        {
            return [];
        }

        var places = new List<CitedPlace>();
        places.AddRange(packet.Exceptions.Select((x, n) => Place(OfException(n), x.Detail, "exception", x.Citations)));
        places.AddRange((packet.Stage?.Criteria ?? []).Select((c, n) => Place(OfCriterion(n), c.Text, "criterion", c.Citations)));
        places.AddRange(
            (packet.Clocks ?? []).Select(
                (c, n) =>
                    c.Clock.Taken is { } taken
                        ? Place(OfClock(n), c.Clock.Detail, "trigger", c.Clock.Citations, taken.Name)
                        : Place(OfClock(n), c.Clock.Detail, "trigger", c.Clock.Citations)
            )
        );
        places.AddRange(
            packet.Claims.Select((c, n) => Place(OfClaim(n), c.Text, c.Standing == Standing.Fact ? "confirmed" : "inferred", c.Citations))
        );
        foreach (var action in sight.Open.Select(a => a.Action))
        {
            if (action.Payload is ActionPayload.EmailDraft mail)
            {
                places.AddRange(OfMail(action.Id, mail, figures(mail)));
            }
        }
        return [.. places.Where(p => p.Sources.Count > 0)];
    }

    private static IEnumerable<CitedPlace> OfMail(ActionId id, ActionPayload.EmailDraft mail, IReadOnlyList<FoundFigure> figures)
    {
        const string Kind = "in a draft";
        if (mail.InReplyTo is { } answered)
        {
            yield return Place(OfAnswered(id), $"“{mail.Subject}” answers this", Kind, [], answered);
        }
        if (mail.SomethingNew is { } news)
        {
            yield return Place(OfNews(id), $"New in “{mail.Subject}”", Kind, [news]);
        }
        foreach (var (n, figure) in figures.Index())
        {
            if (figure.Source is { } source)
            {
                var says = $"{figure.Figure} in “{mail.Subject}”";
                yield return figure.Words is { } words
                    ? Place(OfFigure(id, n), says, Kind, [new Citation(source, words)])
                    : Place(OfFigure(id, n), says, Kind, [], source);
            }
        }
    }

    private static CitedPlace Place(
        string key,
        string says,
        string kind,
        IReadOnlyList<Citation> citations,
        params IReadOnlyList<EvidenceName> whole
    ) =>
        new(
            key,
            says,
            kind,
            [
                .. citations
                    .GroupBy(c => c.Evidence)
                    .Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(c => c.Quote).Distinct(StringComparer.Ordinal)]))
                    .Concat(whole.Where(w => citations.All(c => c.Evidence != w)).Select(w => (w, (IReadOnlyList<string>)[]))),
            ]
        );
}
