using System.Globalization;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;

namespace AgentDesk.Evals.Analyst;

/// <summary>
/// `tune`: finds the values of <see cref="Weights"/> by coordinate steps, on all exports but one, and counts on the one left out; then on
/// all of them.
/// </summary>
internal static class Tuning
{
    private sealed record Deal(string Export, DealLabel Label, DealReading Reading, IReadOnlyList<Statement> Read);

    private static readonly (string Name, Func<Weights, double> Get, Func<Weights, double, Weights> Set, double[] Values)[] Knobs =
    [
        ("BuyerCall", w => w.BuyerCall, (w, v) => w with { BuyerCall = v }, [0.3, 0.4, 0.5, 0.6, 0.75]),
        ("Colleague", w => w.Colleague, (w, v) => w with { Colleague = v }, [0.2, 0.3, 0.4, 0.5, 0.6]),
        ("Owner", w => w.Owner, (w, v) => w with { Owner = v }, [0, 0.08, 0.15]),
        ("ColleagueAsks", w => w.ColleagueAsks, (w, v) => w with { ColleagueAsks = v }, [0.2, 0.5, 1]),
        ("Decay", w => w.Decay, (w, v) => w with { Decay = v }, [0.6, 0.66, 0.72, 0.78, 0.84]),
        ("Oldest", w => w.Oldest, (w, v) => w with { Oldest = v }, [0.1, 0.15, 0.2, 0.3]),
        ("Sharpness", w => w.Sharpness, (w, v) => w with { Sharpness = v }, [1, 1.2, 1.35, 1.5, 1.75]),
        ("Settled", w => w.Settled, (w, v) => w with { Settled = v }, [0.4, 0.6, 0.8, 1, 1.3]),
        ("RuledOut", w => w.RuledOut, (w, v) => w with { RuledOut = v }, [0.3, 0.5, 0.7, 0.9]),
        ("OnceRuledOut", w => w.OnceRuledOut, (w, v) => w with { OnceRuledOut = v }, [0.2, 0.35, 0.5, 0.75, 1]),
        ("BesideRuledOut", w => w.BesideRuledOut, (w, v) => w with { BesideRuledOut = v }, [0.2, 0.4, 0.7, 1]),
        ("Speaker", w => w.Speaker, (w, v) => w with { Speaker = v }, [0, 0.15, 0.3, 0.45]),
        ("TrackerOwed", w => w.TrackerOwed, (w, v) => w with { TrackerOwed = v }, [0.3, 0.45, 0.6, 0.7, 0.85]),
        ("TrackerReview", w => w.TrackerReview, (w, v) => w with { TrackerReview = v }, [0.15, 0.25, 0.4, 0.5]),
        ("TrackerOutdated", w => w.TrackerOutdated, (w, v) => w with { TrackerOutdated = v }, [0.1, 0.2, 0.35, 0.5]),
        ("TrackerBehind", w => w.TrackerBehind, (w, v) => w with { TrackerBehind = v }, [0.4, 0.6, 0.8]),
        ("Ask", w => w.Ask, (w, v) => w with { Ask = v }, [0.2, 0.3, 0.4, 0.55, 0.7]),
        ("AskAnyhow", w => w.AskAnyhow, (w, v) => w with { AskAnyhow = v }, [0, 0.2, 0.4, 0.7, 1]),
        ("AskShared", w => w.AskShared, (w, v) => w with { AskShared = v }, [0, 0.3, 0.6, 0.9]),
        ("Promise", w => w.Promise, (w, v) => w with { Promise = v }, [0, 0.15, 0.3, 0.45]),
        ("Tried", w => w.Tried, (w, v) => w with { Tried = v }, [0, 0.1, 0.2, 0.35]),
        ("Noise", w => w.Noise, (w, v) => w with { Noise = v }, [0.1, 0.15, 0.2, 0.25, 0.3]),
        ("Faint", w => w.Faint, (w, v) => w with { Faint = v }, [0.25, 0.3, 0.35, 0.45, 0.55]),
    ];

    // The one that `train` wrote last, not the one that this program was built with.
    internal static CueModel Model { get; } =
        CueModel.Read(File.OpenRead(Path.Combine(Repository.Root(), "src", "AgentDesk.Adapters", "Models", "Embedded", "cues.model")));

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var deals = new List<Deal>();
        foreach (var export in args.Where(a => !a.StartsWith('-')))
        {
            foreach (var d in await LabelledDeals.ReadAsync(export, ct))
            {
                var reading = BlockReader.Read(AnalystEval.Blocks(d))!;
                deals.Add(new Deal(Path.GetFileName(export), d.Label, reading, Statements.Read(reading, Model)));
            }
        }

        Print("as it is", deals, Weights.Default);
        if (args.Contains("--as-is", StringComparer.Ordinal))
        {
            return 0;
        }
        var exports = deals.Select(d => d.Export).Distinct(StringComparer.Ordinal).ToList();
        if (!args.Contains("--all", StringComparer.Ordinal))
        {
            await Parallel.ForEachAsync(
                exports,
                ct,
                (left, _) =>
                {
                    var found = Search([.. deals.Where(d => d.Export != left)], Weights.Default);
                    lock (exports)
                    {
                        Print($"found without {left}", deals, found);
                    }
                    return ValueTask.CompletedTask;
                }
            );
        }

        var all = Search(deals, Weights.Default);
        Print("found on all", deals, all);
        return 0;
    }

    private static Weights Search(IReadOnlyList<Deal> deals, Weights from)
    {
        var (best, loss) = (from, Loss(deals, from));
        for (var round = 0; round < 3; round++)
        {
            var start = loss;
            foreach (var (_, get, set, values) in Knobs)
            {
                foreach (var v in values.Where(v => Math.Abs(v - get(best)) > 1e-9).ToList())
                {
                    var tried = set(best, v);
                    // A step must be worth it: small gains on few deals are chance.
                    if (Loss(deals, tried) is var l && l < loss - 0.002)
                    {
                        (best, loss) = (tried, l);
                    }
                }
            }

            if (loss > start - 0.002)
            {
                break;
            }
        }

        return best;
    }

    // How surely the right blocker is named (a soft maximum over the scores), with the wrong answers counted on top and a false alarm as
    // several.
    private static double Loss(IReadOnlyList<Deal> deals, Weights w)
    {
        var loss = 0.0;
        foreach (var deal in deals)
        {
            var d = Diagnose.Of(deal.Reading, Model, deal.Read, w);
            loss += IsRight(deal, d) ? 0 : 0.6;
            if (deal.Label.Status == "not_stalled")
            {
                loss += d.IsStalled ? 3 : 0;
            }
            else if (d.Ranked.Any(r => r.Category == deal.Label.Blocker))
            {
                var sum = d.Ranked.Sum(r => Math.Exp(6 * r.Score));
                loss -= Math.Log(Math.Max(0.01, Math.Exp(6 * d.Ranked.First(r => r.Category == deal.Label.Blocker).Score) / sum)) * 0.4;
            }
        }

        return loss / deals.Count;
    }

    private static bool IsRight(Deal deal, Diagnosis d) =>
        d.Category == deal.Label.Blocker
        && (
            deal.Label.Blocker != "none"
            || (d.IsStalled && d.Standing == Core.Proposals.BlockerStanding.Insufficient) == (deal.Label.Status == "insufficient")
        );

    private static void Print(string name, IReadOnlyList<Deal> deals, Weights w)
    {
        var by = deals
            .GroupBy(d => d.Export, StringComparer.Ordinal)
            .Select(g =>
            {
                var answers = g.Select(d => (Deal: d, Said: Diagnose.Of(d.Reading, Model, d.Read, w))).ToList();
                var stalled = answers.Where(a => a.Deal.Label.Status != "not_stalled").ToList();
                return $"{g.Key} {stalled.Count(a => IsRight(a.Deal, a.Said))}/{stalled.Count}{(answers.Any(a => a.Deal.Label.Status == "not_stalled" && a.Said.IsStalled) ? " FALSE ALARM" : "")}";
            });
        var missed = deals
            .Select(d => (Deal: d, Said: Diagnose.Of(d.Reading, Model, d.Read, w)))
            .Where(a => a.Deal.Label.Status == "not_stalled" ? a.Said.IsStalled : !IsRight(a.Deal, a.Said))
            .Select(a =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{a.Deal.Label.DealId} {a.Deal.Label.Blocker} ({string.Join(" ", a.Said.Ranked.Take(3).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Category} {r.Score:F2}")))}, own {a.Said.Ranked.FirstOrDefault(r => r.Category == a.Deal.Label.Blocker).Score:F2})"
                )
            );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: loss {Loss(deals, w):F3}; {string.Join(", ", by)}"));
        Console.WriteLine($"  missed: {string.Join("; ", missed)}");
        Console.WriteLine(
            $"  {string.Join(", ", Knobs.Where(k => Math.Abs(k.Get(w) - k.Get(Weights.Default)) > 1e-9).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Name} {k.Get(w)}")))}"
        );
    }
}
