using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using AgentDesk.Tests.Adapters.Book;
using Moq;

namespace AgentDesk.Tests.Engine;

public sealed class WatchedFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Mock<ISource> _source = new();
    private readonly Mock<IRetrieval> _index = new();
    private readonly Mock<IDesk> _desk = new();

    public WatchedFolderTests()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "deals.csv"), "deal_id\n");
        _desk
            .Setup(d => d.ScanAsync(null, It.IsAny<DealId?>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ScanReport(1, [new RunId("r-1")], 0, []));
    }

    [Fact]
    public async Task An_event_whose_look_failed_is_looked_at_the_next_time()
    {
        // The import tells an event once: the second reading of the same export finds nothing new.
        _source
            .SetupSequence(s => s.ImportAsync(It.IsAny<string>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(Imported("D-1", "D-2"))
            .ReturnsAsync(Imported());
        _index
            .SetupSequence(i => i.RefreshAsync(null, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new SystemUnavailableException("the index is held"))
            .Returns(Task.CompletedTask);
        var watched = new WatchedFolder(_source.Object, _index.Object, _desk.Object, _folder.Path);

        Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));
        var failed = Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken));
        var read = Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("the index is held", true), (failed.Failure, failed.Again));
        Assert.Equal((2, (string?)null), (read.Started, read.Failure));
        foreach (var deal in new[] { "D-1", "D-2" })
        {
            _desk.Verify(d => d.ScanAsync(null, new DealId(deal), null, It.IsAny<CancellationToken>()), Times.Once);
        }
        Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_export_that_cannot_be_used_is_left_until_it_changes()
    {
        _source
            .Setup(s => s.ImportAsync(It.IsAny<string>(), null, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new UnusableInputException("deals.csv has no column `deal_id`"));
        var watched = new WatchedFolder(_source.Object, _index.Object, _desk.Object, _folder.Path);

        await watched.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken)).Again);
        Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));

        await File.AppendAllTextAsync(Path.Combine(_folder.Path, "deals.csv"), "D-1\n", TestContext.Current.CancellationToken);
        await watched.LookAsync(TestContext.Current.CancellationToken);
        Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_export_of_an_earlier_instant_than_the_books_is_passed_over()
    {
        var at = new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero);
        _source.Setup(s => s.EarlierAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((at, at.AddDays(7)));
        var watched = new WatchedFolder(_source.Object, _index.Object, _desk.Object, _folder.Path);

        await watched.LookAsync(TestContext.Current.CancellationToken);
        var round = Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken));

        Assert.Contains("before what is imported, which is of 2026-04-27", round.Failure, StringComparison.Ordinal);
        _source.Verify(s => s.ImportAsync(It.IsAny<string>(), null, It.IsAny<CancellationToken>()), Times.Never);
        Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_export_that_is_still_being_copied_is_not_read_before_it_stands_still_and_then_once()
    {
        using var shelf = new Shelf(empty: true);
        var (sample, copy) = (RepoRoot.Path("evals", "data", "pipelines", "larkspur"), Path.Combine(_folder.Path, "2026-04-20"));
        File.Delete(Path.Combine(_folder.Path, "deals.csv"));
        var watched = new WatchedFolder(shelf.Source, _index.Object, _desk.Object, _folder.Path);

        // Half of a file, then the rest of it, then the next: at each look something more has come.
        var files = Directory
            .EnumerateFiles(sample, "*", SearchOption.AllDirectories)
            .OrderBy(f => Path.GetFileName(f) != "deals.csv")
            .ThenBy(f => f, StringComparer.Ordinal)
            .ToList();
        foreach (var file in files)
        {
            var (to, bytes) = (
                Path.Combine(copy, Path.GetRelativePath(sample, file)),
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)
            );
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            foreach (var part in new[] { bytes.AsMemory(0, bytes.Length / 2), bytes.AsMemory(bytes.Length / 2) })
            {
                await File.AppendAllBytesAsync(to, part, TestContext.Current.CancellationToken);
                Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));
            }
        }

        var read = Assert.Single(await watched.LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(((string?)null, copy), (read.Failure, read.Export));
        Assert.Empty(await watched.LookAsync(TestContext.Current.CancellationToken));

        // What was read is what a whole export holds; and a program that starts again does not read it a second time.
        Assert.True((await shelf.ImportAsync(sample)).Unchanged);
        var again = new WatchedFolder(shelf.Source, _index.Object, _desk.Object, _folder.Path);
        for (var look = 0; look < 3; look++)
        {
            Assert.Empty(await again.LookAsync(TestContext.Current.CancellationToken));
        }

        // Its next state is read, once as well.
        File.Copy(Path.Combine(sample, "deals.csv"), Path.Combine(copy, "deals.csv"), overwrite: true);
        await File.AppendAllTextAsync(
            Path.Combine(copy, "deals.csv"),
            "L-900,New,Anew,ann@larkspur.example,,contact,1,USD,2026-04-01T09:00:00Z,2026-09-01,pipeline,,,mm,new,open,,,,,,\n",
            TestContext.Current.CancellationToken
        );
        await again.LookAsync(TestContext.Current.CancellationToken);
        Assert.Single(await again.LookAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await again.LookAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private static ImportReport Imported(params string[] deals) =>
        new(
            deals.Length,
            new Dictionary<string, int>(StringComparer.Ordinal),
            [],
            deals.Length == 0,
            [.. deals.Select(d => new DealEvent(new DealId(d), "evidence_added", DateTimeOffset.UnixEpoch, "a mail", "mail:M1"))]
        );
}
