using AgentDesk.Engine;
using AgentDesk.Host.AlwaysOn;
using Microsoft.Extensions.Logging;
using Moq;

namespace AgentDesk.Tests.Host;

public sealed class OutboxWorkerTests
{
    private readonly Mock<IDesk> _desk = new();
    private readonly Lines _lines = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_breaks_off_is_told_in_one_line_once_and_tried_again_until_it_is_done()
    {
        var broken = new AggregateException(
            new InvalidOperationException("r-1: the journal\nis held"),
            new InvalidOperationException("r-2: no room")
        );
        _desk
            .SetupSequence(d => d.WorkAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(broken)
            .ThrowsAsync(broken)
            .ThrowsAsync(new IOException("the disk is full"))
            .Returns(Task.CompletedTask)
            .Returns(Task.CompletedTask);
        using var worker = new OutboxWorker(_desk.Object, TimeProvider.System, _lines);

        for (var i = 0; i < 5; i++)
        {
            await worker.RoundAsync(Ct);
        }

        _desk.Verify(d => d.WorkAsync(It.IsAny<CancellationToken>()), Times.Exactly(5));
        Assert.Equal(
            [
                "work broke off: r-1: the journal is held; it is kept and tried again",
                "work broke off: r-2: no room; it is kept and tried again",
                "work broke off: the disk is full; it is kept and tried again",
                "the work that broke off is done",
            ],
            _lines.Told
        );
    }

    [Fact]
    public async Task Before_the_first_export_there_is_nothing_to_tell()
    {
        _desk.Setup(d => d.WorkAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new NothingImportedException());
        using var worker = new OutboxWorker(_desk.Object, TimeProvider.System, _lines);

        await worker.RoundAsync(Ct);

        Assert.Empty(_lines.Told);
    }

    /// <summary>What a console shows: nothing below information, and no exception.</summary>
    private sealed class Lines : ILogger<OutboxWorker>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Assert.Null(exception);
            Told.Add(formatter(state, exception));
        }
    }
}
