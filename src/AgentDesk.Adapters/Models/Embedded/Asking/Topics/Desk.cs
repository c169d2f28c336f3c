using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Asking;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>Questions about the desk itself: what waits, and its figures.</summary>
internal static class Desk
{
    private const int MostRuns = 8;
    private const int MostFigures = 3;

    public static async Task<(Found Found, IReadOnlyList<DealId> Deals)> WaitingAsync(
        AskView view,
        Func<DealId, CancellationToken, Task<Matter?>> open,
        CancellationToken ct
    )
    {
        var runs = view
            .Runs.Select(r => r.Run)
            .OfType<Run.Waiting>()
            .Where(r => r.Actions.Any(a => a.IsOpen && a.Status != ActionStatus.Snoozed && Authority.May(view.Asker, r.Header, a)))
            .OrderBy(r => r.ProposedAt)
            .ToList();
        if (runs.Count == 0)
        {
            return (Found.Nothing with { Remarks = ["Nothing waits for your decision."] }, []);
        }

        var told = new List<AnswerSentence>();
        foreach (var run in runs.Take(MostRuns))
        {
            if (await open(run.Header.Deal, ct) is not { } m)
            {
                continue;
            }
            IReadOnlyList<Citation> cited =
            [
                .. run.Packet.Claims.SelectMany(c => c.Citations).Concat(run.Packet.Exceptions.SelectMany(x => x.Citations)).Take(2),
            ];
            if (cited.Count > 0)
            {
                told.Add(Tell.Concluded(m, run.Packet.Headline, [.. cited.Select(c => (c.Evidence, c.Quote))]));
            }
        }

        var all =
            runs.Count == 1
                ? "One proposal waits for your decision."
                : $"{char.ToUpperInvariant(Tell.Count(runs.Count)[0])}{Tell.Count(runs.Count)[1..]} proposals wait for your decision, oldest first.";
        return (
            Found.Of(told) with
            {
                Proposals = [.. runs.Take(MostRuns).Select(r => r.Header.Id)],
                Remarks = [all],
            },
            [.. runs.Take(MostRuns).Select(r => r.Header.Deal).Distinct()]
        );
    }

    public static async Task<Found> FiguresAsync(AskView view, Question q, CancellationToken ct)
    {
        var report = await view.FiguresAsync(new FigureScope(), ct);
        var asked = q.Terms.Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        var fits = report
            .Figures.All.Select(f =>
                (
                    f.Figure,
                    Fit: Units.Stems($"{f.Figure.Name} {f.Figure.Id.Replace('_', ' ')}").Intersect(asked, StringComparer.Ordinal).Count()
                )
            )
            .Where(f => f.Fit > 0)
            .ToList();
        if (fits.Count == 0)
        {
            return new Found([], [new MissingEvidence($"“{q.Text.Trim().TrimEnd('?')}”: no figure of the desk has that name", "")])
            {
                Remarks = ["The figures that there are: `agentdesk report kpi`."],
            };
        }

        var best = fits.Max(f => f.Fit);
        return Found.Nothing with { Figures = [.. fits.Where(f => f.Fit == best).Take(MostFigures).Select(f => Figure(f.Figure))] };
    }

    /// <summary>The figure whose name has all the words of the question, or null.</summary>
    public static async Task<Found?> NamedFigureAsync(AskView view, Question q, CancellationToken ct)
    {
        var asked = q.Terms.Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        if (!Names.Value.Any(n => asked.IsSubsetOf(n)))
        {
            return null;
        }

        return await FiguresAsync(view, q, ct) is { IsEmpty: false } found ? found : null;
    }

    // What the figures are called does not depend on what is counted: looked up once, without reading a deal.
    private static readonly Lazy<IReadOnlyList<HashSet<string>>> Names = new(() =>
        [
            .. FigureSet
                .Of(new FigureInput([], [], Core.Playbooks.BuiltInPlaybook.Value, DateTimeOffset.UnixEpoch))
                .All.Select(f => Units.Stems($"{f.Figure.Name} {f.Figure.Id.Replace('_', ' ')}")),
        ]
    );

    private static AnswerFigure Figure(Figure f) =>
        new(f.Id, f.Name, f.Value is { } v ? $"{v.ToString(CultureInfo.InvariantCulture)} {f.Unit}".TrimEnd() : null, f.N);
}
