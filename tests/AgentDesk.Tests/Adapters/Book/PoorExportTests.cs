using System.Text;
using AgentDesk.Core.Measures;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>A sample export with something taken away, as a team's first exports are: each workflow says what it lacks of it.</summary>
public sealed class PoorExportTests
{
    private static readonly string[] Workflows = ["stalled-deal", "stage-progression", "trigger-latency"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("history", "stage aging", "stage entry", "")]
    [InlineData("exits", "", "stage exit", "")]
    [InlineData("activity", "activity history", "", "no trigger")]
    [InlineData("owners", "", "", "")]
    [InlineData("managers", "", "nobody is there to enforce", "")]
    [InlineData("criteria", "", "stage requirements are informal", "")]
    [InlineData("limits", "", "", "no greatest delay")]
    [InlineData("history activity", "stage aging|activity history", "stage entry", "no trigger")]
    [InlineData(
        "owners managers limits",
        "nobody is there to accept",
        "nobody is there to enforce",
        "no greatest delay|nobody's working time"
    )]
    public async Task Each_workflow_names_what_it_lacks_and_stays_off(string taken, params string[] lacks)
    {
        using var shelf = new Shelf(empty: true).WithSample("tidewater");
        foreach (var what in taken.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Take(shelf, what);
        }
        await shelf.ImportAsync();

        var (stats, playbook) = (await shelf.Book.StatsAsync(Ct), await shelf.Book.PlaybookAsync(Ct));
        var readied = Workflows.Select(w => Readiness.Of(w, stats, playbook, [])).ToList();

        Assert.Equal(BookStats.Of(await shelf.Book.OpenDealsAsync(Ct).ToListAsync(Ct)), stats with { PlaybookMistakes = 0 });
        foreach (var (r, expected) in readied.Zip(lacks.Select(l => l.Split('|', StringSplitOptions.RemoveEmptyEntries))))
        {
            Assert.Equal(expected.Length, r.Lacks.Count);
            Assert.All(expected.Zip(r.Lacks), p => Assert.StartsWith(p.First, p.Second, StringComparison.Ordinal));
            Assert.Equal(expected.Length == 0, r.IsOn);
        }
    }

    private static void Take(Shelf shelf, string what)
    {
        switch (what)
        {
            case "history":
                shelf.With("stage_history.csv", Encoding.UTF8.GetBytes(shelf.Read("stage_history.csv").Split('\n')[0] + "\n"));
                break;
            case "exits":
                Blank(shelf, "stage_history.csv", "exited_at");
                break;
            case "owners":
                Blank(shelf, "deals.csv", "owner_email");
                break;
            case "managers":
                Blank(shelf, "deals.csv", "manager_email");
                break;
            case "activity":
                shelf.Delete("activities.csv");
                foreach (var folder in new[] { "mail", "calls" })
                {
                    Directory.Delete(Path.Combine(shelf.Export, folder), recursive: true);
                }
                break;
            case "criteria":
                shelf.With("playbook.yaml", Playbook(""));
                break;
            case "limits":
                shelf.With("playbook.yaml", Playbook("    exit:\n      - {id: said, text: the buyer says yes}\n"));
                break;
        }
    }

    private static string Playbook(string exit) =>
        "name: field\nversion: 1\nstages:\n"
        + string.Concat(
            new[] { "identify", "contact", "discovery", "propose", "resolve", "close" }.Select(s =>
                $"  - name: {s}\n    forecast: pipeline\n    expected_days: 14\n{exit}{(s == "close" ? "    terminal: true\n" : "")}"
            )
        )
        + "triggers:\n  - {when: stall_flagged, then: owner_decision, within: 2 business days}\n";

    private static void Blank(Shelf shelf, string file, string column)
    {
        var rows = shelf.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        var i = rows[0].IndexOf(column);
        foreach (var row in rows.Skip(1))
        {
            row[i] = "";
        }
        shelf.With(
            file,
            Encoding.UTF8.GetBytes(
                string.Concat(
                    rows.Select(r => string.Join(',', r.Select(c => c.Contains(',', StringComparison.Ordinal) ? $"\"{c}\"" : c)) + "\n")
                )
            )
        );
    }

    private static List<string> Cells(string row)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in row.TrimEnd('\r'))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
