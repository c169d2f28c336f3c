using AgentDesk.Evals.Rows;

namespace AgentDesk.Tests.Evals.Rows;

public sealed class RowJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../x")]
    [InlineData("/tmp/x")]
    [InlineData("a/b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("latest")]
    [InlineData("")]
    public void A_run_is_called_nothing_that_leads_out_of_its_folder(string name)
    {
        Assert.Contains(
            "cannot be called",
            Assert.Throws<AgentDesk.Engine.UnusableInputException>(() => RunFolder.Create(_folder.Path, name)).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_row_that_was_added_is_on_the_disk_before_the_call_returns()
    {
        var run = RunFolder.Create(_folder.Path, "r");
        var (journal, _, _) = RowJournal.Open(run, _ => true);

        await journal.AddAsync(Row("b"), TestContext.Current.CancellationToken);

        Assert.Equal("b", Assert.Single(run.Rows()).Row);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_torn_last_line_is_no_row_and_does_not_spoil_the_next()
    {
        var run = RunFolder.Create(_folder.Path, "r");
        var (journal, _, _) = RowJournal.Open(run, _ => true);
        await journal.AddAsync(Row("b"), TestContext.Current.CancellationToken);
        await journal.DisposeAsync();
        await File.AppendAllTextAsync(run.RowsPath, """{"suite":"s","row":"to""", TestContext.Current.CancellationToken);
        Assert.Single(run.Rows());

        var (again, finished, _) = RowJournal.Open(run, _ => true);
        await again.AddAsync(Row("a"), TestContext.Current.CancellationToken);
        await again.DisposeAsync();

        Assert.Equal(Row("b").Key, Assert.Single(finished));
        Assert.Equal(["b", "a"], run.Rows().Select(r => r.Row));
    }

    [Fact]
    public async Task A_whole_run_is_sorted_by_key_whatever_order_its_rows_came_in()
    {
        var run = RunFolder.Create(_folder.Path, "r");
        var (journal, _, _) = RowJournal.Open(run, _ => true);
        foreach (var (row, repeat) in new[] { ("ü", 0), ("b", 1), ("a", 0), ("b", 0) })
        {
            await journal.AddAsync(Row(row) with { Repeat = repeat }, TestContext.Current.CancellationToken);
        }
        await journal.DisposeAsync();

        RowJournal.Sort(run);

        Assert.Equal([("a", 0), ("b", 0), ("b", 1), ("ü", 0)], run.Rows().Select(r => (r.Row, r.Repeat)));
    }

    [Fact]
    public async Task Rows_that_are_to_be_asked_again_leave_the_journal()
    {
        var run = RunFolder.Create(_folder.Path, "r");
        var (journal, _, _) = RowJournal.Open(run, _ => true);
        await journal.AddAsync(Row("a") with { Outcome = RowOutcome.Undetermined }, TestContext.Current.CancellationToken);
        await journal.AddAsync(Row("b"), TestContext.Current.CancellationToken);
        await journal.DisposeAsync();

        var (again, finished, _) = RowJournal.Open(run, r => r.Outcome != RowOutcome.Undetermined);
        await again.DisposeAsync();

        Assert.Equal("b", Assert.Single(finished).Row);
        Assert.Equal("b", Assert.Single(run.Rows()).Row);
    }

    [Theory]
    [InlineData(RowOutcome.Fail, RowOutcome.Pass, RowOutcome.Fail, RowOutcome.Undetermined)]
    [InlineData(RowOutcome.Undetermined, RowOutcome.Pass, RowOutcome.Undetermined, RowOutcome.Skipped)]
    [InlineData(RowOutcome.Pass, RowOutcome.Skipped, RowOutcome.Pass, RowOutcome.Skipped)]
    [InlineData(RowOutcome.Skipped, RowOutcome.Skipped, RowOutcome.Skipped, RowOutcome.Skipped)]
    public void An_error_of_a_grader_is_neither_a_pass_nor_a_fail(RowOutcome expected, RowOutcome a, RowOutcome b, RowOutcome c) =>
        Assert.Equal(expected, RowResult.OutcomeOf([new("a", a), new("b", b), new("c", c)]));

    internal static RowResult Row(string id) =>
        new("s", id, id, "p@1", "0", "m", 0, RowOutcome.Pass, [], null, "", null, RowUsage.None, "0", null);
}
