using System.ComponentModel;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Engine.Asking.Tools;

/// <summary>Read-only: evidence by search, by name, and as conversations, of what the asker may see.</summary>
/// <param name="open">The view of whoever asks: one for a question, a fresh one a call where a client stays connected.</param>
public sealed class EvidenceTools(Func<CancellationToken, Task<AskView>> open)
{
    private const int MostFound = 20;
    private const int MostPieces = 60;
    private const int MostCharacters = 24_000;

    [Description(
        "Searches mails, calls, internal threads, activities, trackers and signals by words. Gives the pieces whole, best first, with names to cite. An empty list means that nothing says it."
    )]
    public async Task<IReadOnlyList<EvidenceLine>> SearchEvidenceAsync(
        [Description("What is looked for: a few words.")] string query,
        CancellationToken ct,
        [Description("Only this deal's id, or empty for all that the asker may see.")] string deal = "",
        [Description("Only this kind: mail, call, thread, activity, tracker, signal, event; or empty.")] string kind = "",
        [Description("Only what this side wrote or said: buyer or seller; or empty.")] string side = "",
        [Description("At most so many, up to 20.")] int top = 8
    )
    {
        var view = await open(ct);
        if (deal.Length > 0 && !view.Allows(new DealId(deal)))
        {
            throw ToolRefusedException.NoDeal(deal);
        }

        var filter = new SearchFilter(
            deal.Length > 0 ? new DealId(deal) : null,
            Kinds: kind.Length > 0 ? [kind] : null,
            Sides: Enum.TryParse<Side>(side, ignoreCase: true, out var one) && side.Length > 0 ? [one] : null
        );
        var found = new List<EvidenceLine>();
        foreach (var passage in await view.SearchAsync(query, filter, Math.Clamp(top, 1, MostFound), ct))
        {
            // The dossier's own text is what a quote is checked against; a piece that is not in it cannot be cited.
            if (passage.Deal is { } of && await view.DossierAsync(of, ct) is { } dossier && dossier.Find(passage.Name) is { } item)
            {
                found.Add(EvidenceLine.Of(of, item));
            }
        }

        return found;
    }

    [Description("One piece of evidence by its name, or several cues of a call as `call:ID#first-last`.")]
    public async Task<EvidenceLine> ReadEvidenceAsync(
        [Description("The deal's id.")] string deal,
        [Description("The name, such as `mail:AAMk1`.")] string name,
        CancellationToken ct
    )
    {
        var dossier = await DossierAsync(deal, ct);
        return dossier.Find(new EvidenceName(name)) is { } item
            ? EvidenceLine.Of(dossier.Deal.Id, item)
            : throw new ToolRefusedException($"deal {deal} has no evidence `{name}`");
    }

    [Description("Mails and internal thread messages of a deal, newest first.")]
    public async Task<EvidencePage> ReadConversationsAsync(
        [Description("The deal's id.")] string deal,
        CancellationToken ct,
        [Description("mail or thread; empty for both.")] string kind = "",
        [Description("Only what is older than this instant, ISO 8601; or empty. For \"and before that?\".")] string before = ""
    )
    {
        var dossier = await DossierAsync(deal, ct);
        var items = dossier
            .Items.Where(i => i.Kind is "mail" or "thread" or "activity" && (kind.Length == 0 || i.Kind == kind) && IsBefore(i.At, before))
            .OrderByDescending(i => i.At);
        return Page(dossier, items);
    }

    [Description("Calls of a deal, newest first.")]
    public async Task<IReadOnlyList<CallLine>> ListCallsAsync([Description("The deal's id.")] string deal, CancellationToken ct)
    {
        var dossier = await DossierAsync(deal, ct);
        return
        [
            .. dossier
                .File.Calls.Where(c => c.StartedAt <= dossier.Now)
                .OrderByDescending(c => c.StartedAt)
                .Select(c => new CallLine(
                    deal,
                    c.Id,
                    c.Title,
                    c.StartedAt,
                    [.. c.Participants.Select(p => $"{p.Name} ({p.Side.ToString().ToLowerInvariant()})")],
                    c.Cues.Count
                )),
        ];
    }

    [Description(
        "The transcript of a call, cue by cue: cite one as `call:ID#cue`, several as `call:ID#first-last` with the cues joined by single blanks."
    )]
    public async Task<EvidencePage> ReadTranscriptAsync(
        [Description("The deal's id.")] string deal,
        [Description("The call's id, as list_calls gives it.")] string call,
        CancellationToken ct,
        [Description("The first cue, from 1.")] int from = 1
    )
    {
        var dossier = await DossierAsync(deal, ct);
        var found =
            dossier.File.Calls.FirstOrDefault(c => c.Id == call)
            ?? throw new ToolRefusedException($"deal {deal} has no call `{call}`: list_calls lists them");
        return Page(
            dossier,
            found
                .Cues.Where(q => q.Number >= from)
                .Select(q => dossier.Find(EvidenceText.CueName(found.Id, q.Number)))
                .OfType<EvidenceItem>()
        );
    }

    private async Task<Dossier> DossierAsync(string deal, CancellationToken ct) =>
        await (await open(ct)).DossierAsync(new DealId(deal), ct) ?? throw ToolRefusedException.NoDeal(deal);

    private static EvidencePage Page(Dossier dossier, IEnumerable<EvidenceItem> items)
    {
        var (all, shown, size) = (items.ToList(), new List<EvidenceLine>(), 0);
        foreach (var item in all.Where(i => i.At <= dossier.Now).Take(MostPieces))
        {
            var line = EvidenceLine.Of(dossier.Deal.Id, item);
            size += line.Text.Length + 120;
            if (size > MostCharacters && shown.Count > 0)
            {
                break;
            }
            shown.Add(line);
        }

        return new EvidencePage(shown, all.Count - shown.Count);
    }

    private static bool IsBefore(DateTimeOffset at, string before) =>
        before.Length == 0
        || !DateTimeOffset.TryParse(
            before,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out var limit
        )
        || at < limit;
}
