using System.Globalization;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>Figures as tables for people at a prompt.</summary>
internal static class FigureTables
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["kpis"] = "KPIs",
        ["stall"] = "stalled deals",
        ["stage"] = "stage progression",
        ["workflow"] = "workflow",
        ["map"] = "what became of what was proposed",
    };

    public static void Print(FigureReport report)
    {
        if (report.By is not null)
        {
            PrintGroups(report);
            return;
        }

        foreach (var section in report.Figures.All.GroupBy(f => f.Section, f => f.Figure, StringComparer.Ordinal))
        {
            Say.Out.MarkupLineInterpolated($"\n[bold]{Titles[section.Key]}[/]");
            var table = new Table().Border(TableBorder.Minimal).AddColumn("figure").AddColumn("value").AddColumn("of").AddColumn("target");
            foreach (var f in section)
            {
                table.AddRow(
                    new Text(f.Name),
                    new Text(Value(f, report.Hours)),
                    new Text(f.Value is null ? "" : f.N.ToString(CultureInfo.InvariantCulture)),
                    new Text(f.Target ?? "")
                );
                foreach (var p in f.Parts)
                {
                    table.AddRow(
                        new Text($"  {p.Key.Replace('_', ' ')}"),
                        new Text(Value(p, f, report.Hours)),
                        new Text(p.N.ToString(CultureInfo.InvariantCulture)),
                        new Text("")
                    );
                }
            }

            Say.Out.Write(table);
        }
    }

    public static void Print(IReadOnlyList<Pilot> pilots)
    {
        foreach (var p in pilots)
        {
            var far = p.ToTarget switch
            {
                null => "",
                0 => ", reached",
                var to => FormattableString.Invariant($", {to} points to go"),
            };
            Say.Out.MarkupLineInterpolated($"\n[bold]{p.Name}[/]");
            Say.Out.WriteLine(
                p.Value is { } value
                    ? FormattableString.Invariant($"{value}%: {p.Count} of {p.N}; target {p.Target}%{far}; {Day(p)}")
                    : FormattableString.Invariant(
                        $"nothing to count yet: needs {string.Join(", ", p.Missing)}; target {p.Target}%{(p.Day is null ? "" : $"; {Day(p)}")}"
                    )
            );
            if (p.N > 0)
            {
                Say.Out.WriteLine(string.Join(", ", p.Parts.Select(x => FormattableString.Invariant($"{x.N} {x.Key.Replace('_', ' ')}"))));
            }
            foreach (var u in p.Undecided)
            {
                Say.Out.MarkupLineInterpolated(
                    $"  undecided: {u.Run}  {u.Deal} {u.DealName}, {u.Owner}, {u.State} since {u.Since:yyyy-MM-dd}{(u.Open is { } n ? FormattableString.Invariant($", {n} exceptions") : "")}"
                );
            }
        }
    }

    private static string Day(Pilot p) =>
        p.Day > p.Days
            ? FormattableString.Invariant($"ended after {p.Days} days, now day {p.Day}")
            : FormattableString.Invariant($"day {p.Day} of {p.Days}");

    // A line a figure that anybody has, a column a group.
    private static void PrintGroups(FigureReport report)
    {
        if (report.Groups.Count == 0)
        {
            Say.Out.WriteLine("nothing to take apart: no deal and no run is in this scope");
            return;
        }

        var table = new Table().Border(TableBorder.Minimal).AddColumn("figure");
        foreach (var g in report.Groups)
        {
            table.AddColumn(new TableColumn(new Text(g.Key)));
        }
        foreach (var (_, f) in report.Figures.All.Where(f => f.Figure.Value is not null))
        {
            table.AddRow([
                new Text(f.Name),
                .. report.Groups.Select(g => new Text(
                    g.Figures.All.First(x => x.Figure.Id == f.Id).Figure is { Value: not null } own
                        ? $"{Value(own, report.Hours)} ({own.N.ToString(CultureInfo.InvariantCulture)})"
                        : "no data"
                )),
            ]);
        }

        Say.Out.Write(table);
    }

    // Which clock a duration is counted by stands with it: the limits on people are business time.
    private static string Value(Figure f, WorkingHours hours) =>
        f.Value is { } v
            ? $"{Amount(v, f, f.Unit, hours)}{(f.P80 is { } p ? $", p80 {Amount(p, f, "", hours)}" : "")}{(f.Elapsed is { } all ? $" in business time; {SpanWords.Elapsed(all)} elapsed" : "")}{(f.Met is { } met ? met ? ", met" : ", not met" : "")}"
            : $"no data: needs {string.Join(", ", f.Missing)}";

    private static string Value(FigurePart p, Figure f, WorkingHours hours) =>
        p.Value is { } v
            ? $"{Amount(v, f, p.Count is not null || p.P80 is not null ? f.Unit : "", hours)}{(p.P80 is { } q ? $", p80 {Amount(q, f, "", hours)}" : "")}"
            : "";

    private static string Amount(decimal value, Figure f, string unit, WorkingHours hours) =>
        f.Unit == "min" && f.Clock is not null
            ? SpanWords.Of(value, f.Clock, hours)
            : FormattableString.Invariant($"{value} {unit}").TrimEnd();
}
