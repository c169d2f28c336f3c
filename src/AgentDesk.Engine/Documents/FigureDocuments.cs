using System.Globalization;
using System.Text;
using AgentDesk.Core.Measures;

namespace AgentDesk.Engine.Documents;

/// <summary>`report kpi --json`. A figure whose input events are absent has `value` null and names them under `missing`.</summary>
/// <param name="Groups">The same, for each rep, team, stage or week.</param>
public sealed record KpiDocument(
    DateTimeOffset AsOf,
    DateOnly? From,
    DateOnly? To,
    string? By,
    IReadOnlyList<Figure> Kpis,
    IReadOnlyList<Figure> Stall,
    IReadOnlyList<Figure> Stage,
    IReadOnlyList<Figure> Workflow,
    IReadOnlyList<Figure> Map,
    IReadOnlyList<KpiGroupDocument> Groups
);

public sealed record KpiGroupDocument(
    string Key,
    IReadOnlyList<Figure> Kpis,
    IReadOnlyList<Figure> Stall,
    IReadOnlyList<Figure> Stage,
    IReadOnlyList<Figure> Workflow,
    IReadOnlyList<Figure> Map
);

/// <summary>`report pilot --json`.</summary>
public sealed record PilotDocument(DateTimeOffset AsOf, IReadOnlyList<Pilot> Pilots);

/// <summary>Figures as documents.</summary>
public static class FigureDocuments
{
    public static KpiDocument Of(FigureReport r) =>
        new(
            r.AsOf,
            r.Scope.From,
            r.Scope.To,
            r.By,
            r.Figures.Kpis,
            r.Figures.Stall,
            r.Figures.Stage,
            r.Figures.Workflow,
            r.Figures.Map,
            [
                .. r.Groups.Select(g => new KpiGroupDocument(
                    g.Key,
                    g.Figures.Kpis,
                    g.Figures.Stall,
                    g.Figures.Stage,
                    g.Figures.Workflow,
                    g.Figures.Map
                )),
            ]
        );

    /// <summary>A line a figure and part (RFC 4180). An empty value is one that is missing.</summary>
    public static string Csv(FigureReport report)
    {
        var text = new StringBuilder("group,section,id,part,name,value,p80,unit,clock,elapsed,count,n,target,met,missing,events\r\n");
        foreach (var (key, set) in report.By is null ? [("", report.Figures)] : report.Groups.Select(g => (g.Key, g.Figures)))
        {
            foreach (var (section, f) in set.All)
            {
                Line(
                    key,
                    section,
                    f.Id,
                    "",
                    f.Name,
                    Plain(f.Value),
                    Plain(f.P80),
                    f.Unit,
                    f.Clock ?? "",
                    Plain(f.Elapsed),
                    Plain(f.Count),
                    Plain(f.N),
                    f.Target ?? "",
                    f.Met switch
                    {
                        true => "yes",
                        false => "no",
                        _ => "",
                    },
                    string.Join(' ', f.Missing),
                    string.Join(' ', f.Events)
                );
                foreach (var p in f.Parts)
                {
                    Line(
                        key,
                        section,
                        f.Id,
                        p.Key,
                        f.Name,
                        Plain(p.Value),
                        Plain(p.P80),
                        f.Unit,
                        f.Clock ?? "",
                        Plain(p.Elapsed),
                        Plain(p.Count),
                        Plain(p.N),
                        "",
                        "",
                        "",
                        string.Join(' ', p.Events)
                    );
                }
            }
        }

        return text.ToString();

        void Line(params string[] cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    private static string Plain(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    // A spreadsheet would run a cell that begins like a formula; the words of a record must not.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
