using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>`serve --as-of … --until …`: a stretch of time gone through step by step by the real program.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Six_weeks_a_day_at_a_time_give_the_same_ledger_twice_byte_for_byte()
    {
        using var folder = new TempFolder();

        var both = await Task.WhenAll(
            ReplayAsync(folder.Sub("one"), "2026-05-04", "2026-06-15"),
            ReplayAsync(folder.Sub("two"), "2026-05-04", "2026-06-15")
        );
        var first = both[0];

        Assert.Equal(first.Ledger, both[1].Ledger);
        Assert.Equal(43, first.Steps.Count);
        int Sum(string what) => first.Steps.Sum(s => s![what]!.GetValue<int>());
        Assert.True(
            Sum("started") > 0
                && Sum("proposed") > 0
                && Sum("routed") > 0
                && Sum("superseded") > 0
                && Sum("reminded") > 0
                && Sum("expired") > 0,
            first.Steps.ToJsonString()
        );
        Assert.Equal(first.Ledger.Split('\n').Count(l => l.Contains("\"started\"", StringComparison.Ordinal)), Sum("started"));

        // Every line is of a run that was begun, and no deal has two live cards of one workflow at the end.
        var lines = first
            .Steps.SelectMany(s => s!["lines"]!.AsArray())
            .Select(l => (Run: (string)l!["run"]!, What: (string)l["what"]!))
            .ToList();
        var begun = lines.Where(l => l.What == "new").Select(l => l.Run).ToHashSet(StringComparer.Ordinal);
        Assert.All(lines, l => Assert.Contains(l.Run, begun));
        Assert.Equal(Sum("superseded"), lines.Count(l => l.What is "superseded" or "overtaken"));
        var live = (
            await AgentDeskProgram.RunOkAsync("inbox", "--state", "waiting", "--data", folder.Sub("one"), "--as-of", "2026-06-15", "--json")
        ).Json["runs"]!.AsArray();
        Assert.NotEmpty(live);
        Assert.Equal(live.Count, live.Select(r => $"{r!["workflow"]} {r["deal_id"]}").Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_replay_in_two_parts_ends_as_one_in_one()
    {
        using var folder = new TempFolder();
        var whole = await ReplayAsync(folder.Sub("whole"), "2026-05-18", "2026-05-24");

        await ReplayAsync(folder.Sub("parts"), "2026-05-18", "2026-05-21");
        var parts = await ReplayAsync(folder.Sub("parts"), "2026-05-22", "2026-05-24", import: false);

        Assert.Equal(whole.Ledger, parts.Ledger);
    }

    [Fact]
    public async Task No_quote_of_a_replay_is_of_later()
    {
        using var folder = new TempFolder();
        await ReplayAsync(folder.Sub("data"), "2026-05-11", "2026-05-11");

        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--data", folder.Sub("data"), "--as-of", "2026-05-11", "--json")).Json;
        var names = inbox["runs"]!
            .AsArray()
            .Where(r => r!["packet"] is not null)
            .SelectMany(r => r!["packet"]!["claims"]!.AsArray())
            .SelectMany(c => c!["citations"]!.AsArray())
            .Select(c => c!["evidence"]!.ToString())
            .ToHashSet();

        Assert.NotEmpty(names);
        foreach (
            var mail in Directory
                .EnumerateFiles(RepoRoot.Path("evals", "data", "pipelines", "tidewater", "mail"))
                .SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["value"]!.AsArray())
        )
        {
            if (names.Contains($"mail:{mail!["id"]}"))
            {
                Assert.True(string.CompareOrdinal(mail["sentDateTime"]!.ToString(), "2026-05-11T00:00:00Z") <= 0, mail["id"]!.ToString());
            }
        }
    }

    private static async Task<(JsonArray Steps, string Ledger)> ReplayAsync(string data, string from, string until, bool import = true)
    {
        if (import)
        {
            await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", data);
        }
        var steps = (await AgentDeskProgram.RunOkAsync("serve", "--as-of", from, "--until", until, "--data", data, "--json")).Json[
            "steps"
        ]!.AsArray();
        return (steps, (await AgentDeskProgram.RunOkAsync("ledger", "export", "--data", data)).Out);
    }
}
