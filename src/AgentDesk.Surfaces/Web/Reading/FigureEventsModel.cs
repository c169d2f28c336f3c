using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>One event behind a figure, as a reader meets it.</summary>
/// <param name="Href">The run, or the piece of evidence in a run; null where no run shows it.</param>
public sealed record FigureEventRow(string Name, DateTimeOffset? At, string Deal, string Who, string What, string? Href);

/// <summary>The events behind one figure.</summary>
public sealed record FigureEventsModel(
    FiguresModel Figures,
    string Title,
    IReadOnlyList<FigureEventRow> Rows,
    int More,
    (string Field, string Value) Token
)
{
    /// <summary>Rows on the page; the rest is in the CSV.</summary>
    public const int Most = 500;

    public static FigureEventsModel Of(FiguresModel figures, string title, IReadOnlyList<string> names, IReadOnlyList<RunView> runs)
    {
        var bySeq = new Dictionary<long, (RunView Run, int Index)>();
        foreach (var run in runs)
        {
            for (var i = 0; i < run.History.Count; i++)
            {
                bySeq[run.History[i].Seq] = (run, i);
            }
        }

        var ofDeal = runs.GroupBy(r => r.Run.Header.Deal).ToDictionary(g => g.Key, g => g.Last());
        var evidence = Evidence(figures.Input);
        var rows = names
            .Take(Most)
            .Select(n =>
                Measured.Seq(n) is { } seq && bySeq.TryGetValue(seq, out var at)
                    ? Ledger(n, at.Run, at.Index, figures.Viewer.Names)
                    : Piece(n, evidence, ofDeal)
            );
        return new(figures, title, [.. rows], Math.Max(0, names.Count - Most), figures.Token);
    }

    private static FigureEventRow Ledger(string name, RunView run, int index, Names people)
    {
        // Newest first, one line an event.
        var h = HistoryLines.Of(run, people)[run.History.Count - 1 - index];
        var header = run.Run.Header;
        return new(name, h.At, $"{header.Deal} {header.Account}", h.Who, h.Text, $"/runs/{Uri.EscapeDataString(header.Id.Value)}");
    }

    private static FigureEventRow Piece(
        string name,
        Dictionary<string, (DealFacts Deal, DateTimeOffset? At, string What)> evidence,
        Dictionary<DealId, RunView> ofDeal
    )
    {
        if (!evidence.TryGetValue(name, out var e))
        {
            return new(name, null, "", "", "no longer in the record", null);
        }

        var href = ofDeal.TryGetValue(e.Deal.Deal.Id, out var run)
            ? $"/runs/{Uri.EscapeDataString(run.Run.Header.Id.Value)}{(name.StartsWith("call:", StringComparison.Ordinal) ? "" : $"/evidence?name={Uri.EscapeDataString(name)}")}"
            : null;
        return new(name, e.At, $"{e.Deal.Deal.Id} {e.Deal.Deal.Account}", "the record", e.What, href);
    }

    private static Dictionary<string, (DealFacts Deal, DateTimeOffset? At, string What)> Evidence(FigureInput input)
    {
        var found = new Dictionary<string, (DealFacts, DateTimeOffset?, string)>(StringComparer.Ordinal);
        foreach (var d in input.Deals)
        {
            foreach (var s in d.Stages)
            {
                found[d.NameOf(s)] = (
                    d,
                    s.EnteredAt,
                    s.ExitedAt is { } left ? $"{s.Stage}, left {Words.Day(left)}" : $"{s.Stage}, still there"
                );
            }
            foreach (var c in d.Changes)
            {
                found[d.NameOf(c)] = (d, c.ChangedAt, $"{c.Field.Replace('_', ' ')}: {Value(c.OldValue)} → {Value(c.NewValue)}");
            }
            foreach (var m in d.Mails)
            {
                found[$"mail:{m.Id}"] = (d, m.At, m.Subject);
            }
            foreach (var c in d.Calls)
            {
                found[$"call:{c.Id}"] = (
                    d,
                    c.At,
                    c.All is { } all ? $"{FiguresModel.Span(c.Ours ?? default)} of {FiguresModel.Span(all)} of talk is ours" : "a call"
                );
            }
            found[$"deal:{d.Deal.Id}#status"] = (d, null, $"the record says: {d.Deal.Status.ToString().ToLowerInvariant()}");
        }

        return found;
    }

    private static string Value(string? value) => value is { Length: > 0 } v ? Words.Prose(v) : "empty";
}
