using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>What a claim rests on: that there is something, and that it stands where it is said to stand.</summary>
public static class CitationGates
{
    public static readonly Gate EveryClaimCites = new("every-claim-cites", "a claim without a citation is not shown", "SD", ClaimsWithout);

    public static readonly Gate QuotesAreVerbatim = new(
        "quotes-are-verbatim",
        "every quote stands, word for word, in the named source of this deal or of the team's approved assets",
        "SD",
        Misquotes
    );

    private static IReadOnlyList<Finding> ClaimsWithout(GateCase c) =>
        [
            .. c
                .Packet.Claims.Where(k => k.Citations.Count == 0)
                .Select(k => EveryClaimCites.SendBack($"`{k.Text}` cites nothing: quote its source, or leave it out", k.Id)),
            .. c
                .Packet.Claims.Where(k => string.IsNullOrWhiteSpace(k.Text))
                .Select(k => EveryClaimCites.SendBack($"claim {k.Id} says nothing", k.Id)),
        ];

    private static List<Finding> Misquotes(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var (citation, about) in All(c))
        {
            if (Problem(c.Dossier, citation) is { } problem)
            {
                findings.Add(QuotesAreVerbatim.SendBack(problem, about));
            }
        }

        return findings;
    }

    /// <summary>Every citation of the proposal with the id of what it belongs to; exceptions of the record have none.</summary>
    private static IEnumerable<(Citation Citation, IReadOnlyList<string> About)> All(GateCase c) =>
        [
            .. c.Packet.Claims.SelectMany(k => k.Citations.Select(q => (q, (IReadOnlyList<string>)[k.Id]))),
            .. c.Packet.Exceptions.SelectMany(x => x.Citations.Select(q => (q, (IReadOnlyList<string>)[]))),
            .. from a in c.Proposal.Actions
            let source = (a.Payload as ActionPayload.EmailDraft)?.SomethingNew
            where source is not null
            select (source, (IReadOnlyList<string>)[a.Id.Value]),
        ];

    private static string? Problem(Dossier dossier, Citation citation)
    {
        if (dossier.Find(citation.Evidence) is not { } item)
        {
            return $"there is no evidence `{citation.Evidence}` in this deal";
        }
        if (item.Deal is { } deal && deal != dossier.Deal.Id)
        {
            return $"`{citation.Evidence}` belongs to deal {deal}, not to {dossier.Deal.Id}";
        }
        if (string.IsNullOrWhiteSpace(citation.Quote))
        {
            return $"the quote from `{citation.Evidence}` is empty";
        }
        if (!QuoteCheck.Stands(citation.Quote, item.Text))
        {
            return $"`{citation.Quote}` does not stand in `{citation.Evidence}`: quote its text word for word";
        }
        if (QuoteCheck.IsTooShort(item.Kind, citation.Quote))
        {
            return $"`{citation.Quote}` is too short to show anything: quote the words that do";
        }
        return null;
    }
}
