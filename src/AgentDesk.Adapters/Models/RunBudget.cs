using System.Globalization;

namespace AgentDesk.Adapters.Models;

/// <summary>What one run may still use of a paid model.</summary>
internal sealed class RunBudget(ModelOptions options, (long In, long Out) spent)
{
    private long _in = spent.In;
    private long _out = spent.Out;

    public void Add(long inputTokens, long outputTokens)
    {
        _in += inputTokens;
        _out += outputTokens;
    }

    /// <summary>Why a call of this size may not be made, or null when it may.</summary>
    public string? Refuses(int inputTokens, int maxOutputTokens)
    {
        var used = _in + _out;
        if (options.MaxTokensPerRun > 0 && used + inputTokens + maxOutputTokens > options.MaxTokensPerRun)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the run's budget of {options.MaxTokensPerRun} tokens does not reach: {used} used, {inputTokens + maxOutputTokens} more needed"
            );
        }

        var cost = Cost(_in, _out);
        var more = Cost(inputTokens, maxOutputTokens);
        return options.MaxCostPerRun > 0 && cost + more > options.MaxCostPerRun
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the run's budget of {options.MaxCostPerRun:0.####} does not reach: {cost:0.####} used, {more:0.####} more needed"
            )
            : null;
    }

    private double Cost(long inputTokens, long outputTokens) =>
        ((inputTokens * options.PricePerMillionIn) + (outputTokens * options.PricePerMillionOut)) / 1_000_000;
}
