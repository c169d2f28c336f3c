using System.Threading.Channels;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams.Talking;

/// <summary>
/// Answers messages beside the request that brought them: a question may take as long as its model does, and the channel wants its receipt
/// at once.
/// </summary>
internal sealed partial class TalkWork(Talk talk, ILogger<TalkWork> logger) : BackgroundService
{
    private const int Most = 1000;
    private const int Beside = 4;

    private readonly Channel<Activity> _heard = Channel.CreateBounded<Activity>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.Wait }
    );

    /// <returns>False when more is waiting than can be answered: the channel is told so.</returns>
    public bool TryAdd(Activity activity) => _heard.Writer.TryWrite(activity);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Beside).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        await foreach (var activity in _heard.Reader.ReadAllAsync(ct))
        {
            try
            {
                await talk.HearAsync(activity, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnanswered(
                    logger,
                    activity.Id ?? "",
                    e is NothingImportedException or ConnectorException or UnusableInputException or SystemUnavailableException ? null : e,
                    e.Message
                );
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "message {Id} could not be answered: {Why}")]
    private static partial void LogUnanswered(ILogger logger, string id, Exception? e, string why);
}
