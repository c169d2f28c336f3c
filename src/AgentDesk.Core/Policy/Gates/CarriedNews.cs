using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Whether an edited follow-up still carries the new thing that it cites: the citation alone does not reach the buyer.</summary>
internal static class CarriedNews
{
    // An edit may say it in other words; half of what the prepared text carried must be left of it.
    private const double Left = 0.5;

    /// <summary>What an edit carries at the least of a thing that the prepared text did not cite.</summary>
    private const double Least = 0.34;

    /// <summary>The reason when the edit has lost it, or null.</summary>
    public static string? Lost(GateCase c, ActionPayload.EmailDraft draft)
    {
        if (draft.SomethingNew is not { } news || QuoteCheck.Stands(news.Quote, draft.Body))
        {
            return null;
        }

        var words = WordSets.Telling($"{news.Quote} {TitleOf(c, news)}");
        var now = WordSets.Share(words, $"{draft.Subject} {draft.Body}");
        var enough =
            c.Before?.Payload is ActionPayload.EmailDraft before && before.SomethingNew == news
                ? Math.Min(Left, WordSets.Share(words, $"{before.Subject} {before.Body}") * Left)
                : Least;
        return words.Count == 0 || now >= enough
            ? null
            : $"the edited text no longer carries what it calls new, `{news.Quote}` (`{news.Evidence}`): say it, or cite what the text brings instead";
    }

    private static string TitleOf(GateCase c, Citation news) => c.Dossier.Find(news.Evidence) is { Kind: "asset" } asset ? asset.Title : "";
}
