using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Retrieval;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the embedding did not answer: searching by words alone")]
    public static partial void WordsAlone(ILogger logger, Exception problem);
}
