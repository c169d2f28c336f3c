using AgentDesk.Engine;

namespace AgentDesk.Host.AlwaysOn;

/// <summary>
/// Does what waits in the outbox and what the clock has made due, every few seconds. What breaks off stays in the outbox and is tried again
/// in the next round; it is told in one line, once until it is told otherwise.
/// </summary>
internal sealed partial class OutboxWorker(IDesk desk, TimeProvider clock, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private IReadOnlyList<string> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            await RoundAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One round. Whatever fails in it is told and kept for the next.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        var broken = await TroubleAsync(ct);
        foreach (var line in broken.Except(_told, StringComparer.Ordinal))
        {
            LogBroken(logger, line);
        }
        if (broken.Count == 0 && _told.Count > 0)
        {
            LogMended(logger);
        }
        _told = broken;
    }

    private async Task<IReadOnlyList<string>> TroubleAsync(CancellationToken ct)
    {
        try
        {
            await desk.WorkAsync(ct);
            return [];
        }
        catch (NothingImportedException)
        {
            return [];
        } // the first export is still to come
        catch (AggregateException e)
        {
            LogTrace(logger, e);
            return [.. e.InnerExceptions.Select(i => Line(i.Message))];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogTrace(logger, e);
            return [Line(e.Message)];
        }
    }

    private static string Line(string message) => message.ReplaceLineEndings(" ");

    [LoggerMessage(Level = LogLevel.Error, Message = "work broke off: {Line}; it is kept and tried again")]
    private static partial void LogBroken(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "the work that broke off is done")]
    private static partial void LogMended(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "where the work broke off")]
    private static partial void LogTrace(ILogger logger, Exception e);
}
