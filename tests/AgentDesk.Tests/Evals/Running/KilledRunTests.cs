using System.Text.Json;
using AgentDesk.Evals.Rows;
using AgentDesk.Tests.EndToEnd;

namespace AgentDesk.Tests.Evals.Running;

/// <summary>The real program, killed in the middle of a run.</summary>
public sealed class KilledRunTests
{
    [Fact]
    public async Task A_run_of_500_rows_that_was_killed_goes_on_without_asking_a_finished_row_again_and_ends_as_if_undisturbed()
    {
        using var repo = new EvalRepo(500);
        await using var server = await SortServer.StartAsync();
        server.Delay = TimeSpan.FromMilliseconds(8);
        var settings = new Dictionary<string, string> { ["AgentDesk__Model__BaseUrl"] = server.BaseUrl.ToString() };
        string[] common =
        [
            "--live",
            "--repo",
            repo.Path,
            "--runs",
            repo.Runs,
            "--parallel",
            "4",
            "--data",
            Path.Combine(repo.Path, "desk"),
        ];

        using (var killed = AgentDeskProgram.Start(settings, ["eval", "run", "--name", "killed", .. common]))
        {
            while (server.Calls < 200 && !killed.HasExited)
            {
                await Task.Yield();
            }
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var path = Path.Combine(repo.Runs, "killed", "rows.jsonl");
        var finished = RunFolder.Read(path).Select(r => r.Row).ToHashSet();
        Assert.InRange(finished.Count, 100, 499);
        Assert.Null(RunFolder.Open(repo.Runs, "killed").Manifest().FinishedAt);
        server.Asked.Clear();
        var resumed = await AgentDeskProgram.RunWithAsync(
            settings,
            "eval",
            "run",
            "--resume",
            "killed",
            "--repo",
            repo.Path,
            "--runs",
            repo.Runs,
            "--data",
            Path.Combine(repo.Path, "desk")
        );
        var again = server.Asked.Keys.ToHashSet();
        var undisturbed = await AgentDeskProgram.RunWithAsync(settings, ["eval", "run", "--name", "undisturbed", .. common]);

        Assert.Equal((0, 0), (resumed.ExitCode, undisturbed.ExitCode));
        Assert.Empty(again.Intersect(finished));
        Assert.Equal(500 - finished.Count, again.Count);
        Assert.Equal(Timeless(Path.Combine(repo.Runs, "undisturbed", "rows.jsonl")), Timeless(path));
        Assert.Equal(Figures(undisturbed.Out), Figures(resumed.Out));
    }

    // Latency is a clock's, and differs from run to run; everything else is equal.
    private static List<string> Timeless(string rows) =>
        [
            .. RunFolder
                .Read(rows)
                .Select(r =>
                    JsonSerializer.Serialize(r with { Usage = r.Usage with { LatencyMs = null } }, AgentDesk.Core.DeskJson.Options)
                ),
        ];

    private static string Figures(string output) =>
        string.Join('\n', output.Split('\n').Where(l => !l.StartsWith("rows:", StringComparison.Ordinal)));
}
