using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Tests.Core.Measures;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// `report` on the sample exports after a scan and a few decisions, counted again from what `ledger export` prints and from the exported
/// files.
/// </summary>
public sealed partial class ReportTests
{
    [Theory]
    [InlineData("tidewater", true)]
    [InlineData("larkspur", false)]
    public async Task The_report_agrees_with_a_naive_count_of_ledger_and_files(string name, bool parts)
    {
        using var folder = new TempFolder();
        var (data, export) = (folder.Sub("data"), RepoRoot.Path("evals", "data", "pipelines", name));
        await AgentDeskProgram.RunOkAsync("import", export, "--data", data);
        await AgentDeskProgram.RunOkAsync("scan", "--data", data);
        await DecideAsync(data);

        var report = (await AgentDeskProgram.RunOkAsync("report", "kpi", "--json", "--by", parts ? "rep" : "week", "--data", data)).Json;

        var ledger = (await AgentDeskProgram.RunOkAsync("ledger", "export", "--data", data)).Out.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var deals = Deals(export);
        var now = (DateTimeOffset)report["as_of"]!;
        Assert.Equal(new NaiveFigures(ledger, deals, now).Lines(), NaiveFigures.LinesOf(report));
        Assert.NotEmpty(report["groups"]!.AsArray());
        foreach (var group in report["groups"]!.AsArray().Where(_ => parts))
        {
            Assert.Equal(new NaiveFigures(ledger, deals, now, owner: (string)group!["key"]!).Lines(), NaiveFigures.LinesOf(group));
        }

        var pilots = (await AgentDeskProgram.RunOkAsync("report", "pilot", "--json", "--data", data)).Json;
        Assert.Equal(NaivePilots.Lines(ledger, now), NaivePilots.LinesOf(pilots));
        Assert.All(pilots["pilots"]!.AsArray(), p => Assert.NotEmpty(p!["undecided"]!.AsArray()));
    }

    [Fact]
    public async Task A_kpi_without_its_events_is_null_and_names_them()
    {
        using var folder = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", folder.Sub("data"));

        var kpis = (await AgentDeskProgram.RunOkAsync("report", "--json", "--data", folder.Sub("data"))).Json["kpis"]!.AsArray();
        var csv = (await AgentDeskProgram.RunOkAsync("report", "kpi", "--csv", "--data", folder.Sub("data"))).Out;

        Assert.Equal(12, kpis.Count);
        var flags = kpis.Single(k => (string)k!["id"]! == "stale_flag_rate")!;
        Assert.Null(flags["value"]);
        Assert.Equal(["deal.flagged"], flags["missing"]!.AsArray().Select(m => (string)m!));
        Assert.Contains("\nkpis,stale_flag_rate,", csv.Replace("\r\n,", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report kpi --by colour", "colour")]
    [InlineData("report kpi --from yesterday", "yesterday")]
    [InlineData("report kpi --from 2026-06-15 --to 2026-06-01", "--from")]
    [InlineData("report kpi --csv --json", "--csv")]
    public async Task A_mistake_is_one_line(string command, string says)
    {
        using var folder = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "larkspur"), "--data", folder.Sub("data"));

        var ended = await AgentDeskProgram.RunAsync([.. command.Split(' '), "--data", folder.Sub("data")]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(says, Assert.Single(ended.Err.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_without_its_data_stays_off_until_somebody_overrules_with_a_reason()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        TempFolder.Copy(RepoRoot.Path("evals", "data", "pipelines", "tidewater"), folder.Sub("export"));
        Directory.Delete(folder.Sub("export", "mail"), recursive: true);
        Directory.Delete(folder.Sub("export", "calls"), recursive: true);
        File.Delete(folder.Sub("export", "activities.csv"));
        await AgentDeskProgram.RunOkAsync("import", folder.Sub("export"), "--data", data);

        var off = (await AgentDeskProgram.RunOkAsync("scan", "--workflow", "stalled-deal", "--json", "--data", data)).Json;
        var bare = await AgentDeskProgram.RunAsync("doctor", "--overrule", "stalled-deal", "--data", data);
        await AgentDeskProgram.RunOkAsync("doctor", "--overrule", "stalled-deal", "--reason", "mail comes next week", "--data", data);
        var on = (await AgentDeskProgram.RunOkAsync("scan", "--workflow", "stalled-deal", "--json", "--data", data)).Json;
        var doctor = (await AgentDeskProgram.RunOkAsync("doctor", "--json", "--data", data)).Json["checks"]!
            .AsArray()
            .Single(c => (string)c!["what"]! == "workflow stalled-deal")!;

        Assert.Empty(off["started"]!.AsArray());
        Assert.Contains("activity history is missing: 10 of 10", (string)off["off"]![0]!["lacks"]![0]!, StringComparison.Ordinal);
        Assert.Equal(2, bare.ExitCode);
        Assert.NotEmpty(on["started"]!.AsArray());
        Assert.Equal("overruled", (string)doctor["state"]!);

        await AgentDeskProgram.RunOkAsync("doctor", "--withdraw", "stalled-deal", "--reason", "it does not come", "--data", data);
        var said = (await AgentDeskProgram.RunOkAsync("ledger", "export", "--data", data))
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonNode.Parse(l)!["event"]!)
            .Where(e => (string)e["event"]! == "overruled")
            .ToList();
        Assert.Equal(["mail comes next week", "it does not come"], said.Select(e => (string)e["reason"]!));
        Assert.NotEmpty(
            (await AgentDeskProgram.RunOkAsync("scan", "--workflow", "stalled-deal", "--json", "--data", data)).Json["off"]!.AsArray()
        );
    }

    // The first run is acted upon, the second loses an action, the third is closed with another disposition than it proposed.
    private static async Task DecideAsync(string data)
    {
        var runs = (await AgentDeskProgram.RunOkAsync("inbox", "--state", "waiting", "--json", "--data", data)).Json["runs"]!
            .AsArray()
            .Where(r => r!["actions"]!.AsArray().Any(a => (string)a!["state"]! == "pending"))
            .Take(3)
            .ToList();
        foreach (var (i, run) in runs.Index())
        {
            var id = (string)run!["id"]!;
            foreach (var a in run["actions"]!.AsArray().Where(a => i < 2 && (string)a!["state"]! == "pending"))
            {
                string[] what = i == 1 ? ["reject", "--reason", "not now"] : ["approve", "--payload-hash", (string)a!["payload_hash"]!];
                await AgentDeskProgram.RunOkAsync(["decide", id, .. what, "--action", (string)a!["id"]!, "--data", data]);
                if (i == 1)
                {
                    break;
                }
            }

            if (i == 2)
            {
                await AgentDeskProgram.RunOkAsync(
                    "decide",
                    id,
                    "dispose",
                    "--disposition",
                    Another(run),
                    "--reason",
                    "dead",
                    "--data",
                    data
                );
            }
        }
    }

    private static string Another(JsonNode run) =>
        (run["packet"]!["blocker"], (string?)run["workflow"]) switch
        {
            ({ } blocker, _) => (string?)blocker["disposition"] == "close" ? "pause" : "close",
            (_, "stage-progression") => "accepted",
            _ => "close",
        };

    private static List<NaiveDeal> Deals(string export)
    {
        var deals = Rows(export, "deals.csv")
            .Select(r => new NaiveDeal
            {
                Id = r["deal_id"],
                Owner = r["owner_email"],
                Manager = r["manager_email"],
                Stage = r["stage"],
                Status = r["status"],
            })
            .ToList();
        foreach (var deal in deals)
        {
            deal.Stages =
            [
                .. Rows(export, "stage_history.csv")
                    .Where(r => r["deal_id"] == deal.Id)
                    .Select(
                        (r, i) =>
                            (
                                i + 1,
                                r["stage"],
                                At(r["entered_at"]),
                                r["exited_at"].Length > 0 ? At(r["exited_at"]) : (DateTimeOffset?)null,
                                r["changed_by"]
                            )
                    ),
            ];
            deal.Changes =
            [
                .. Rows(export, "field_history.csv")
                    .Where(r => r["deal_id"] == deal.Id)
                    .Select((r, i) => (i + 1, r["field"], r["old_value"], r["new_value"], At(r["changed_at"]))),
            ];
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(export, "calls"), "*.json"))
        {
            var call = JsonNode.Parse(File.ReadAllText(file))!;
            var ours = call["participants"]!
                .AsArray()
                .Where(p => (string)p!["side"]! == "seller")
                .Select(p => (string)p!["name"]!)
                .ToHashSet(StringComparer.Ordinal);
            long mine = 0,
                all = 0;
            foreach (Match m in Cue().Matches(File.ReadAllText(Path.ChangeExtension(file, ".vtt")).ReplaceLineEndings("\n")))
            {
                var length = (
                    TimeSpan.Parse(m.Groups["to"].Value, CultureInfo.InvariantCulture)
                    - TimeSpan.Parse(m.Groups["from"].Value, CultureInfo.InvariantCulture)
                ).Ticks;
                all += length;
                if (ours.Contains(m.Groups["who"].Value.Trim()))
                {
                    mine += length;
                }
            }

            deals
                .Single(d => d.Id == (string)call["deal_id"]!)
                .Calls.Add(((string)call["call_id"]!, (DateTimeOffset)call["started_at"]!, (DateTimeOffset?)call["ended_at"], mine, all));
        }

        return deals;
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static IEnumerable<Dictionary<string, string>> Rows(string export, string file)
    {
        var rows = File.ReadAllLines(Path.Combine(export, file))
            .Where(l => l.Length > 0)
            .Select(l =>
                Cell()
                    .Matches(l)
                    .Select(m =>
                        m.Groups["q"].Success ? m.Groups["q"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups["p"].Value
                    )
                    .ToList()
            )
            .ToList();
        return rows.Skip(1)
            .Select(r =>
                rows[0]
                    .Select((name, i) => (name, Value: i < r.Count ? r[i] : ""))
                    .ToDictionary(c => c.name, c => c.Value, StringComparer.Ordinal)
            );
    }

    [GeneratedRegex("(?:^|,)(?:\"(?<q>(?:[^\"]|\"\")*)\"|(?<p>[^,]*))")]
    private static partial Regex Cell();

    [GeneratedRegex(
        @"^(?<from>\d\d:\d\d:\d\d\.\d{3}) --> (?<to>\d\d:\d\d:\d\d\.\d{3})[^\n]*\n(?:<v (?<who>[^>]+)>|(?<who>[^:\n]+):)",
        RegexOptions.Multiline
    )]
    private static partial Regex Cue();
}
