using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Models;

// Sizes, codes and names only: prompts, answers and keys are never logged (the calls themselves are kept with the run, see CallFile).
internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Run}: {Model} answered the {Purpose} in {Milliseconds} ms, {InputTokens} tokens in, {OutputTokens} out"
    )]
    public static partial void Answered(
        ILogger logger,
        string run,
        string model,
        string purpose,
        long milliseconds,
        long inputTokens,
        long outputTokens
    );

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "the model is asked again, attempt {Attempt} after {Milliseconds} ms (HTTP {Status}; 0: no answer)"
    )]
    public static partial void Retrying(ILogger logger, int attempt, int milliseconds, int status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Run}: the answer of {Model} does not fit and is asked for once more")]
    public static partial void Repairing(ILogger logger, string run, string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Run}: the embedded analyst stands in for {Model} ({Why})")]
    public static partial void FellBack(ILogger logger, string run, string model, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Run}: {Count} pieces of evidence do not fit the prompt and are left out")]
    public static partial void LeftOut(ILogger logger, string run, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a question is answered by the embedded analyst instead of the model ({Why})")]
    public static partial void AskFellBack(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the index could not be brought up to the book and is searched as it is")]
    public static partial void IndexAsItIs(ILogger logger, Exception e);
}
