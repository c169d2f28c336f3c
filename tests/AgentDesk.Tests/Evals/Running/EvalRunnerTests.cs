using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Tests.Adapters.Models;

namespace AgentDesk.Tests.Evals.Running;

public sealed class EvalRunnerTests
{
    [Fact]
    public async Task What_was_recorded_replays_to_the_same_bytes_twice_and_never_calls()
    {
        using var repo = new EvalRepo(12);
        await using (var server = await SortServer.StartAsync())
        {
            Assert.True((await repo.RunAsync("recorded", RunMode.Record, server)).Manifest.IsWhole);
        }
        await using var silent = await SortServer.StartAsync();

        var one = await repo.RunAsync("one", RunMode.Replay, silent);
        var two = await repo.RunAsync("two", RunMode.Replay, silent);

        Assert.True(one.Manifest.IsWhole);
        Assert.Equal(12, one.Folder.Rows().Count(r => r.Outcome == RowOutcome.Pass));
        Assert.Equal(await BytesAsync(one), await BytesAsync(two));
        Assert.Equal(0, silent.Calls);
        Assert.All(one.Folder.Rows(), r => Assert.Equal((1, 0, 0.03), (r.Usage.Calls, r.Usage.Live, r.Usage.CostUsd)));
    }

    [Fact]
    public async Task A_missing_recording_leaves_its_row_out_and_is_told_and_never_called_for()
    {
        using var repo = new EvalRepo(6);
        await using var server = await SortServer.StartAsync();
        await repo.RunAsync("recorded", RunMode.Record, server);
        File.Delete(Directory.GetFiles(repo.Places.Recordings).Order(StringComparer.Ordinal).First());
        var calls = server.Calls;

        var end = await repo.RunAsync("replayed", RunMode.Replay, server);

        Assert.Equal(calls, server.Calls);
        Assert.Single(end.Missing);
        Assert.False(end.Manifest.IsWhole);
        Assert.Equal(5, end.Folder.Rows().Count());
    }

    [Fact]
    public async Task A_prompt_that_changed_has_no_recordings()
    {
        using var repo = new EvalRepo(3);
        await using (var server = await SortServer.StartAsync())
        {
            await repo.RunAsync("recorded", RunMode.Record, server);
        }
        repo.WritePrompt("Which class is it?");

        Assert.Equal(3, (await repo.RunAsync("replayed", RunMode.Replay, null)).Missing.Count);
    }

    [Fact]
    public async Task Repeats_are_calls_of_their_own_and_replay_as_such()
    {
        using var repo = new EvalRepo(4, repeats: 3);
        await using var server = await SortServer.StartAsync();

        // The third answer to row 2 is another one: a flaky row.
        server.Instead = (row, times) => row == "r0002" && times == 3 ? (200, SortServer.Says("""{"label":"odd"}""")) : null;
        await repo.RunAsync("recorded", RunMode.Record, server);
        var replayed = await repo.RunAsync("replayed", RunMode.Replay, null);

        Assert.All(server.Asked.Values, n => Assert.Equal(3, n));
        Assert.Equal(12, Directory.GetFiles(repo.Places.Recordings).Length);
        Assert.Equal(2, replayed.Folder.Rows().Count(r => r.Row == "r0002" && r.Outcome == RowOutcome.Pass));
        Assert.Equal(1, replayed.Folder.Rows().Count(r => r.Row == "r0002" && r.Outcome == RowOutcome.Fail));
    }

    [Fact]
    public async Task Money_is_never_passed_and_what_it_did_not_reach_for_is_asked_on_resuming()
    {
        using var repo = new EvalRepo(40);
        await using var server = await SortServer.StartAsync();

        // A call costs 0.03; its worst case, 100 tokens out, a little over 0.1.
        var end = await repo.RunAsync("r", RunMode.Live, server, maxUsd: 0.5);
        var first = end.Manifest;
        var whole = await repo.RunAsync("r", RunMode.Live, server, maxUsd: 10, resume: true);

        Assert.InRange(first.SpentUsd, 0.3, 0.5);
        Assert.Null(first.FinishedAt);
        Assert.Contains("--max-usd", first.Stopped, StringComparison.Ordinal);
        Assert.True(whole.Manifest.IsWhole);
        Assert.All(server.Asked.Values, n => Assert.Equal(1, n));
        Assert.Equal(40 * 0.03, whole.Manifest.SpentUsd, 6);
    }

    [Fact]
    public async Task One_bad_row_does_not_end_the_run_and_is_no_zero()
    {
        using var repo = new EvalRepo(6);
        await using var server = await SortServer.StartAsync();
        server.Instead = (row, _) =>
            row switch
            {
                "r0001" => (401, """{"error":{"message":"no","code":"invalid_api_key"}}"""),
                "r0002" => (200, "this is no protocol"),
                "r0003" => (200, SortServer.Says("I would say it is odd.")),
                _ => null,
            };

        var end = await repo.RunAsync("r", RunMode.Live, server, time: new ImpatientTime());

        var rows = end.Folder.Rows().ToDictionary(r => r.Row);
        Assert.True(end.Manifest.IsWhole);
        Assert.Equal(RowOutcome.Undetermined, rows["r0001"].Outcome);
        Assert.Equal(RowOutcome.Undetermined, rows["r0002"].Outcome);
        Assert.Equal(RowOutcome.Fail, rows["r0003"].Outcome);
        Assert.Equal(2, server.Asked["r0003"]);
        Assert.Equal(3, rows.Values.Count(r => r.Outcome == RowOutcome.Pass));
        Assert.Contains("invalid_api_key", rows["r0001"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_overloaded_is_waited_for_and_every_row_is_had()
    {
        using var repo = new EvalRepo(20);
        await using var server = await SortServer.StartAsync();
        server.Instead = (_, times) => times == 1 ? (429, """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""") : null;
        var time = new ImpatientTime();

        var end = await repo.RunAsync("r", RunMode.Live, server, time: time);

        Assert.Equal(20, end.Folder.Rows().Count(r => r.Outcome == RowOutcome.Pass));
        Assert.All(server.Asked.Values, n => Assert.Equal(2, n));
        Assert.NotEmpty(time.Waited);
    }

    private static Task<byte[]> BytesAsync(RunEnd end) =>
        File.ReadAllBytesAsync(end.Folder.RowsPath, TestContext.Current.CancellationToken);
}
