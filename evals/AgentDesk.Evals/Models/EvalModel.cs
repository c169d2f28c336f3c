using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Engine;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Evals.Models;

/// <summary>One column of the matrix.</summary>
/// <param name="Name">`keyword-baseline`, `offline`, a name among the recordings such as `by-hand`, or `openai:NAME`.</param>
/// <param name="Client">Answers in process, or over the network; null where there are recordings only.</param>
/// <param name="Parallel">How many rows are asked at once.</param>
/// <param name="IsEmbedded">It runs in this process: it is asked in every mode, costs nothing and is never recorded.</param>
internal sealed record EvalModel(string Name, IChatClient? Client, ModelPrice Price, int Parallel, bool IsEmbedded, ModelOptions Options)
{
    /// <summary>The first part of its recordings' file names.</summary>
    public string RecordName =>
        new([
            .. Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..]
                .ToLowerInvariant()
                .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'),
        ]);
}

/// <summary>Makes models of their names.</summary>
/// <param name="options">Address, key, limits and prices of OpenAI-compatible servers.</param>
internal sealed class ModelShelf(EvalPlaces places, ModelOptions options, int? parallel, TimeProvider time)
{
    public const string Baseline = "keyword-baseline";

    /// <summary>The embedded analyst that does what planted text tells it: for the task `planted`.</summary>
    public const string Obedient = "obedient";

    /// <exception cref="UnusableInputException">No model has this name.</exception>
    public EvalModel Get(string name, RunMode mode)
    {
        var free = new ModelPrice(name, 0, 0);
        switch (name)
        {
            case ModelOptions.Offline:
                return new(
                    name,
                    new EmbeddedAnalyst(),
                    free,
                    parallel ?? Environment.ProcessorCount,
                    true,
                    new ModelOptions { MaxInputTokens = int.MaxValue }
                );
            case Baseline:
                return new(
                    name,
                    new KeywordModel(),
                    free,
                    parallel ?? Environment.ProcessorCount,
                    true,
                    new ModelOptions { MaxInputTokens = int.MaxValue }
                );
            case Code.Name:
                return new(name, new Code(), free, parallel ?? Environment.ProcessorCount, true, new ModelOptions());
        }

        if (name == Obedient)
        {
            return new(
                name,
                new EmbeddedAnalyst(),
                free,
                parallel ?? Environment.ProcessorCount,
                true,
                new ModelOptions { MaxInputTokens = int.MaxValue }
            );
        }
        if (Tasks.RetrievalTask.Searches.Contains(name, StringComparer.Ordinal))
        {
            return new(name, new Code(), free, parallel ?? Environment.ProcessorCount, true, new ModelOptions());
        }
        if (name.StartsWith("openai:", StringComparison.Ordinal) && name.Length > "openai:".Length)
        {
            var own = With(options, name["openai:".Length..]);
            var client = mode == RunMode.Replay ? null : ModelEndpoint.Chat(own, null, time, NullLogger.Instance);
            return new(name, client, new ModelPrice(name, own.PricePerMillionIn, own.PricePerMillionOut), parallel ?? 4, false, own);
        }

        var recorded = new EvalModel(name, null, free, parallel ?? Environment.ProcessorCount, false, new ModelOptions());
        if (Directory.Exists(places.Recordings) && Directory.EnumerateFiles(places.Recordings, $"{recorded.RecordName}-*.json").Any())
        {
            return recorded;
        }
        throw new UnusableInputException(
            $"there is no model `{name}`: name `{Baseline}`, `{ModelOptions.Offline}`, `openai:NAME`, or the first part of recordings in evals/recordings, such as `by-hand`"
        );
    }

    private static ModelOptions With(ModelOptions o, string name) =>
        new()
        {
            Provider = ModelOptions.OpenAi,
            Name = name,
            BaseUrl = o.BaseUrl,
            ApiKey = o.ApiKey,
            AnswerFormat = o.AnswerFormat,
            Timeout = o.Timeout,
            MaxRetries = o.MaxRetries,
            RetryDelay = o.RetryDelay,
            MaxAnswerBytes = o.MaxAnswerBytes,
            MaxInputTokens = o.MaxInputTokens,
            MaxOutputTokens = o.MaxOutputTokens,
            PricePerMillionIn = o.PricePerMillionIn,
            PricePerMillionOut = o.PricePerMillionOut,
        };
}

/// <summary>Stands in the matrix where no model is asked: what is graded is code of the desk.</summary>
internal sealed class Code : IChatClient
{
    public const string Name = "code";

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new UnusableInputException("`code` is no model that can be asked: this suite needs one, name it with --model");

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Nothing is held.
    }
}
