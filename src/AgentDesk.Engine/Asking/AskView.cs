using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.Asking;

/// <summary>
/// Everything that one asker may read, and nothing else. INVARIANT: tools, analyst and checks of an answer read through this and through
/// nothing below it, so that what the asker may not see is not in any list, count, search or error that they could show.
/// </summary>
public sealed class AskView
{
    private readonly IDesk _desk;
    private readonly IDealBook _book;
    private readonly IRetrieval _retrieval;
    private readonly IReadOnlySet<DealId> _allowed;
    private readonly Dictionary<DealId, Dossier?> _dossiers = [];

    private AskView(IDesk desk, IDealBook book, IRetrieval retrieval, Actor asker, IReadOnlySet<DealId> allowed) =>
        (_desk, _book, _retrieval, Asker, _allowed) = (desk, book, retrieval, asker, allowed);

    public Actor Asker { get; }

    public DateTimeOffset Now { get; private init; }

    public required Team Team { get; init; }

    public required Playbook Playbook { get; init; }

    /// <summary>The deals that the asker may see, in order of id.</summary>
    public required IReadOnlyList<Deal> Deals { get; init; }

    /// <summary>The runs that the asker may see, oldest proposal first.</summary>
    public required IReadOnlyList<RunView> Runs { get; init; }

    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public static async Task<AskView> OpenAsync(IDesk desk, IDealBook book, IRetrieval retrieval, Actor asker, CancellationToken ct)
    {
        var now = await desk.NowAsync(ct);
        var (team, playbook) = (await book.TeamAsync(ct), await book.PlaybookAsync(ct));
        var runs = await desk.InboxAsync(new InboxQuery(), ct);
        var deals = await book.DealsAsync(ct);
        var allowed = Visibility.Of(asker, deals, runs.Select(r => r.Run));
        return new AskView(desk, book, retrieval, asker, allowed)
        {
            Now = now,
            Team = team,
            Playbook = playbook,
            Deals = [.. deals.Where(d => allowed.Contains(d.Id))],
            // A replay sees no work of a later day.
            Runs =
            [
                .. runs.Where(r => r.Run.Header.StartedAt <= now && allowed.Contains(r.Run.Header.Deal) && Visibility.MaySee(asker, r.Run)),
            ],
        };
    }

    public bool Allows(DealId deal) => _allowed.Contains(deal);

    public Deal? Find(DealId deal) => Deals.FirstOrDefault(d => d.Id == deal);

    /// <summary>
    /// The deal's dossier as it reads now; null when there is no such deal or the asker may not see it, which is the same to whoever asks.
    /// </summary>
    public async Task<Dossier?> DossierAsync(DealId deal, CancellationToken ct)
    {
        if (!Allows(deal))
        {
            return null;
        }
        if (_dossiers.TryGetValue(deal, out var read))
        {
            return read;
        }
        return _dossiers[deal] = await _book.FindAsync(deal, ct) is { } file ? new Dossier(file, Team, Playbook, Now) : null;
    }

    /// <summary>Passages out of the deals that the asker may see, up to now, best first.</summary>
    public async Task<IReadOnlyList<Passage>> SearchAsync(string query, SearchFilter filter, int top, CancellationToken ct)
    {
        var deals = filter.Deals is { } some ? some.Where(_allowed.Contains).ToHashSet() : _allowed;
        var until = filter.To is { } to && to < Now ? to : Now;
        return await _retrieval.SearchAsync(query, filter with { Deals = deals, To = until }, top, ct);
    }

    /// <summary>The figures over what the asker may see.</summary>
    public async Task<Core.Measures.FigureReport> FiguresAsync(Core.Measures.FigureScope scope, CancellationToken ct)
    {
        using var reader = new Measuring.FigureReader(_desk, _book);
        return Core.Measures.FigureReport.Of(
            await reader.ReadAsync(r => Allows(r.Run.Header.Deal) && Visibility.MaySee(Asker, r.Run), d => Allows(d.Id), ct),
            scope
        );
    }
}
