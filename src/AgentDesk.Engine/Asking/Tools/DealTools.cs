using System.ComponentModel;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Engine.Asking.Tools;

/// <summary>Read-only: deals and their people, of what the asker may see.</summary>
/// <param name="open">The view of whoever asks: one for a question, a fresh one a call where a client stays connected.</param>
public sealed class DealTools(Func<CancellationToken, Task<AskView>> open)
{
    private const int MostDeals = 50;

    [Description(
        "Finds deals by words: an id, a part of the account's or the deal's name (misspelled too), or a contact's name. Several deals come back when the words fit them equally well: then ask which one is meant."
    )]
    public async Task<IReadOnlyList<DealLine>> FindDealsAsync(
        [Description("The words that name the deal, such as `Larkfield` or `Wendell Pruitt`.")] string words,
        CancellationToken ct
    )
    {
        var named = await DealNames.ResolveAsync(await open(ct), words, ct);
        return [.. named.Deals.Take(MostDeals).Select(DealLine.Of)];
    }

    [Description("Lists open deals with their record, in order of id: for questions over many deals.")]
    public async Task<IReadOnlyList<DealLine>> ListDealsAsync(
        CancellationToken ct,
        [Description("Only the asker's own: those that they own or manage.")] bool mine = false,
        [Description("Only this stage, or empty.")] string stage = "",
        [Description("Only this forecast category, or empty.")] string forecast = "",
        [Description("How many to leave out at the head of the list, to page on.")] int skip = 0
    )
    {
        var view = await open(ct);
        return
        [
            .. view
                .Deals.Where(d => d.Status == DealStatus.Open)
                .Where(d => !mine || IsMine(view, d))
                .Where(d => stage.Length == 0 || string.Equals(d.Stage, stage, StringComparison.OrdinalIgnoreCase))
                .Where(d => forecast.Length == 0 || string.Equals(d.ForecastCategory, forecast, StringComparison.OrdinalIgnoreCase))
                .Skip(Math.Max(0, skip))
                .Take(MostDeals)
                .Select(DealLine.Of),
        ];
    }

    [Description("Open deals whose close date moved to a later day, with each move to cite. Counted by code.")]
    public async Task<IReadOnlyList<SlippedDeal>> SlippedDealsAsync(
        CancellationToken ct,
        [Description("Only the asker's own: those that they own or manage.")] bool mine = false,
        [Description("Only those that slipped so often at the least.")] int least = 1
    )
    {
        var view = await open(ct);
        var found = new List<SlippedDeal>();
        foreach (var deal in view.Deals.Where(d => d.Status == DealStatus.Open && (!mine || IsMine(view, d))))
        {
            if (await view.DossierAsync(deal.Id, ct) is not { } dossier)
            {
                continue;
            }
            var slips = CloseDateSlip.Of(dossier.File, 1, dossier.Now);
            if (slips.Count < Math.Max(1, least))
            {
                continue;
            }
            found.Add(
                new SlippedDeal(
                    deal.Id.Value,
                    deal.Account,
                    deal.CloseDate,
                    slips.Count,
                    [
                        .. slips
                            .Select(s => dossier.Find(s.Name))
                            .OfType<Core.Evidence.EvidenceItem>()
                            .Select(i => EvidenceLine.Of(deal.Id, i)),
                    ]
                )
            );
            if (found.Count == MostDeals)
            {
                break;
            }
        }

        return found;
    }

    [Description(
        "One deal: its record's fields, people, trackers, age in the stage, what the buyer asked and nobody answered, and the proposals that wait. Cite a field as `deal:ID#column`."
    )]
    public async Task<DealSheet> GetDealAsync([Description("The deal's id.")] string deal, CancellationToken ct)
    {
        var view = await open(ct);
        var dossier = await view.DossierAsync(new DealId(deal), ct) ?? throw ToolRefusedException.NoDeal(deal);
        var file = dossier.File;
        var age = StageAge.Of(file, dossier.Playbook, dossier.Now);
        var prior = PriorOutreach.Of(file, dossier.Team, dossier.Now);
        return new DealSheet(
            DealLine.Of(dossier.Deal),
            dossier.Deal.Columns,
            [
                .. file.Contacts.Select(c => new PersonLine(
                    $"contact:{deal}#{c.Email}",
                    c.Name,
                    c.Email,
                    c.Title,
                    c.Side.ToString().ToLowerInvariant(),
                    c.Role,
                    Departures.Since(file, c.Email, dossier.Now) is null ? c.Status : "left"
                )),
            ],
            [
                .. file
                    .Trackers.Select(t => dossier.Find(new($"tracker:{t.Id}")))
                    .OfType<Core.Evidence.EvidenceItem>()
                    .Select(i => EvidenceLine.Of(dossier.Deal.Id, i)),
            ],
            age?.Days,
            age?.Expected,
            prior.Since?.Name.Value,
            prior.Count,
            [.. OpenQuestions.Of(file, dossier.Now).Select(o => new OpenQuestionLine(o.Name.Value, o.At, o.Who, o.Sentence))],
            [.. view.Runs.Where(r => r.Run is Run.Waiting && r.Run.Header.Deal.Value == deal).Select(r => r.Run.Header.Id.Value)]
        );
    }

    [Description("The deal's stages, oldest first: `stage:ID#row`, when each was entered. A system's log: it witnesses facts.")]
    public async Task<IReadOnlyList<EvidenceLine>> StageHistoryAsync([Description("The deal's id.")] string deal, CancellationToken ct) =>
        await RowsAsync(deal, "stage", ct);

    [Description(
        "Changes of the record's fields, oldest first: close date, amount, forecast category. A close date that moved to a later day is a slip. A system's log: it witnesses facts."
    )]
    public async Task<IReadOnlyList<EvidenceLine>> FieldHistoryAsync(
        [Description("The deal's id.")] string deal,
        CancellationToken ct,
        [Description("Only this field, such as `close_date`, or empty.")] string field = ""
    ) =>
        [
            .. (await RowsAsync(deal, "field", ct)).Where(r =>
                field.Length == 0 || string.Equals(r.Title, field, StringComparison.OrdinalIgnoreCase)
            ),
        ];

    private static bool IsMine(AskView view, Deal d) =>
        view.Asker.Email is not { } email || Sides.Same(d.OwnerEmail, email) || (d.ManagerEmail is { } m && Sides.Same(m, email));

    private async Task<IReadOnlyList<EvidenceLine>> RowsAsync(string deal, string kind, CancellationToken ct)
    {
        var dossier = await (await open(ct)).DossierAsync(new DealId(deal), ct) ?? throw ToolRefusedException.NoDeal(deal);
        return [.. dossier.Items.Where(i => i.Kind == kind && i.At <= dossier.Now).Select(i => EvidenceLine.Of(dossier.Deal.Id, i))];
    }
}
