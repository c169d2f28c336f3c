using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Running;

/// <summary>One row's way to its model: budget, turn, recordings, and what it used.</summary>
internal sealed class Asking(EvalModel model, RunMode mode, string recordings, int repeat, Spend spend, Lane lane, TimeProvider time)
{
    private long? _from;

    public EvalModel Model => model;

    public RunMode Mode => mode;

    public int Repeat => repeat;

    /// <summary>How sure the last answer says it is, 0 to 1; null where the model does not say.</summary>
    public double? Confidence { get; private set; }

    public RowUsage Usage { get; private set; } = RowUsage.None;

    /// <summary>One call.</summary>
    /// <exception cref="MissingRecordingException">It may not be made and was not recorded.</exception>
    /// <exception cref="OutOfMoneyException">It could cost more than is left.</exception>
    /// <exception cref="ModelFailedException">The model does not answer.</exception>
    public async Task<ChatResponse> AskAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, CancellationToken ct)
    {
        var schema = options.ResponseFormat is ChatResponseFormatJson { Schema: { } s } ? TokenCount.Of(s.GetRawText()) : 0;
        var size = messages.Sum(m => TokenCount.Of(m.Text)) + schema;
        var paid = !model.IsEmbedded && mode != RunMode.Replay && model.Client is not null;
        var worst = paid ? Cost(size, options.MaxOutputTokens ?? 0) : 0;
        if (paid && !await spend.ReserveAsync(worst, ct))
        {
            throw new OutOfMoneyException(spend.Spent, spend.Max ?? 0);
        }

        var actual = 0.0;
        _from ??= time.GetTimestamp();
        try
        {
            var answered = paid
                ? await lane.RunAsync(c => Cassette.AskAsync(model, mode, recordings, repeat, messages, options, c), ct)
                : await Cassette.AskAsync(model, mode, recordings, repeat, messages, options, ct);
            var response = answered.Response;
            Confidence = response.AdditionalProperties?.GetValueOrDefault(EmbeddedAnalyst.Confidence) is double sure and >= 0 and <= 1
                ? sure
                : null;
            var tokensIn =
                model.IsEmbedded ? 0
                : response.Usage?.InputTokenCount is { } counted and > 0 ? counted
                : size;
            var tokensOut =
                model.IsEmbedded ? 0
                : response.Usage?.OutputTokenCount is { } told and > 0 ? told
                : TokenCount.Of(response.Text);
            var cost = model.IsEmbedded ? 0 : Cost(tokensIn, tokensOut);
            if (answered.IsLive)
            {
                actual = cost;
            }
            var to = time.GetTimestamp();
            Usage = Usage with
            {
                Calls = Usage.Calls + 1,
                Live = Usage.Live + (answered.IsLive ? 1 : 0),
                InputTokens = Usage.InputTokens + tokensIn,
                OutputTokens = Usage.OutputTokens + tokensOut,
                CostUsd = Usage.CostUsd + cost,
                // A replay measures no model, and an embedded one in a replay leaves no time either: a replay's rows are the same bytes
                // each time.
                LatencyMs =
                    mode == RunMode.Replay || (!answered.IsLive && !model.IsEmbedded)
                        ? null
                        : Math.Round(time.GetElapsedTime(_from.Value, to).TotalMilliseconds, 1),
            };
            return response;
        }
        finally
        {
            if (paid)
            {
                spend.Settle(worst, actual);
            }
        }
    }

    private double Cost(long tokensIn, long tokensOut) =>
        ((tokensIn * model.Price.PerMillionIn) + (tokensOut * model.Price.PerMillionOut)) / 1_000_000;
}
