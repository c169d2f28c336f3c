using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Why a deal stands still, or that it does not, or that nobody can know, with all that was weighed.</summary>
internal sealed record Diagnosis(
    string Category,
    BlockerStanding Standing,
    IReadOnlyList<string> Secondary,
    bool IsStalled,
    IReadOnlyList<(string Category, double Score)> Ranked,
    IReadOnlyList<Signal> Signals,
    IReadOnlyList<Ask> Asks,
    IReadOnlyList<Statement> Statements,
    Pulse Pulse
);

internal static class Diagnose
{
    /// <summary>Fewer of the buyer's sentences than this tell nothing.</summary>
    private const int TooFewWords = 8;

    /// <summary>
    /// What a deal's health must have over what is open, for it to count as moving: between the healthy (1.4 and more) and the stalled
    /// deals (0.9 and less) of the labelled exports, nearer to the stalled, for to bother a buyer who keeps to the plan is the worse
    /// mistake.
    /// </summary>
    private const double Moves = 1.05;
    private const double WeightOfOpen = 0.15;

    /// <summary>
    /// From this share of the first reason's score on, the second is as good an explanation: of the labelled deals with such a second one
    /// every other is named wrong, of the rest one in sixty.
    /// </summary>
    private const double Ambiguous = 0.7;

    /// <summary>Up to this share of the first reason's score the second is a side remark.</summary>
    private const double OneWay = 0.5;

    // So many topics closed and wishes met leave nothing but the silence: fewer of them where the buyer spoke at length.
    private const int SomeClosed = 2;
    private const int AllClosed = 3;

    public static Diagnosis Of(DealReading reading, CueModel model) => Of(reading, model, Statements.Read(reading, model), Weights.Default);

    public static Diagnosis Of(DealReading reading, CueModel model, IReadOnlyList<Statement> read, Weights weights)
    {
        var statements = Statements.Weigh(read, weights);
        var asks = Asks.Of(reading, statements);
        var signals = Signals.Of(reading, statements, asks, model, weights);
        var pulse = Pulses.Of(reading, statements, model);
        var ranked = signals
            .GroupBy(s => s.Category, StringComparer.Ordinal)
            .Select(g => (Category: g.Key, Score: g.Sum(s => s.Amount)))
            .OrderByDescending(r => r.Score)
            .ThenBy(r => r.Category, StringComparer.Ordinal)
            .ToList();
        var top = ranked.Count > 0 ? ranked[0] : (Category: Blockers.None, Score: 0);
        var buyers = statements.Count(s => s.IsBuyers);

        Diagnosis As(string category, BlockerStanding standing, IReadOnlyList<string> secondary, bool stalled) =>
            new(category, standing, secondary, stalled, ranked, signals, asks, statements, pulse);

        // The deal moves by the buyer's own doing: an open point is work, no stall. What we fear among ourselves opens none.
        var open =
            ranked.Count == 0
                ? 0
                : signals
                    .Where(s => s.Piece?.Side is not Core.Deals.Side.Seller)
                    .GroupBy(s => s.Category, StringComparer.Ordinal)
                    .Select(g => g.Sum(s => s.Amount))
                    .DefaultIfEmpty()
                    .Max();
        if (pulse.Health - (WeightOfOpen * Math.Clamp(open, 0, 2)) >= Moves)
        {
            return As(Blockers.None, BlockerStanding.Confirmed, [], false);
        }

        // Of a short exchange that points in one direction less is needed than of one that points in several.
        var second = ranked.Count > 1 ? ranked[1].Score : 0;
        var least = second <= OneWay * top.Score ? weights.Noise : weights.Faint;
        var refused = reading.Inputs.Feedback.Any(f => f.Contains("unresponsive", StringComparison.OrdinalIgnoreCase));
        var closed = Closed(ranked, asks);

        // The buyer said nothing of substance and no record does: nobody can know.
        if (buyers < TooFewWords && closed < AllClosed && top.Score < least && pulse.Attempts < 4)
        {
            return As(Blockers.None, BlockerStanding.Insufficient, [], true);
        }

        // Last of all: they spoke, nothing of what they said is open, and they no longer answer. A gate that knows a better reason has sent
        // such a draft back. The more attempts over the longer time stay unanswered, the plainer must be what would explain it.
        var plain = pulse is { Attempts: >= 4, DaysQuiet: null or >= 28 } ? 1.5 * weights.Faint : weights.Faint;
        if (!refused && pulse.Attempts >= 3 && top.Score < plain && (pulse.DaysQuiet is null or >= 21))
        {
            return As(Blockers.Unresponsive, BlockerStanding.Inferred, [], true);
        }

        // The buyer closed what there was to close, has what was asked for, and then nothing for weeks: what is left is the silence.
        if (
            !refused
            && pulse is { Attempts: >= 2, DaysQuiet: >= 30, Wait: null }
            && top.Score < weights.Noise
            && closed >= (buyers >= TooFewWords ? SomeClosed : AllClosed)
        )
        {
            return As(Blockers.Unresponsive, BlockerStanding.Inferred, [], true);
        }

        // The buyer spoke at length, had the last word and left nothing open, and none of the playbook's signs of a stall stands: it is
        // under way, and there is nothing to find out.
        if (top.Score < weights.Noise && pulse is { Unflagged: true, Attempts: 0 })
        {
            return As(Blockers.None, BlockerStanding.Confirmed, [], false);
        }
        if (top.Score < weights.Noise)
        {
            return As(Blockers.None, BlockerStanding.Insufficient, [], true);
        }

        // Two reasons of nearly the same weight are a question still, whoever said them: the first is then no more than what we infer.
        var plainly = second <= Ambiguous * top.Score;
        var witnessed = signals.Any(s =>
            s.Category == top.Category && s.Amount > 0.1 && s.Piece is { } p && p.Side is Core.Deals.Side.Buyer or Core.Deals.Side.System
        );
        var secondary = ranked.Skip(1).Where(r => r.Score >= Math.Max(0.35, top.Score * 0.55)).Take(2).Select(r => r.Category).ToList();
        return As(top.Category, plainly && witnessed ? BlockerStanding.Confirmed : BlockerStanding.Inferred, secondary, true);
    }

    // A topic that more speaks against than for is closed; so is each thing that was asked for and came.
    private static int Closed(IReadOnlyList<(string Category, double Score)> ranked, IReadOnlyList<Ask> asks) =>
        ranked.Count(r => r.Score <= -0.1) + asks.Count(a => a.Delivered is not null);
}
