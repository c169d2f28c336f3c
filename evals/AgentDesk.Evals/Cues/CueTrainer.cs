using System.Text.Json;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Core;

namespace AgentDesk.Evals.Cues;

/// <summary>One sentence written for training. `trap`: it uses the category's words but is about something else.</summary>
internal sealed record CueRow(string Text, string Category, string State, string? Voice);

/// <summary>
/// Trains the two heads of <see cref="CueModel"/>: multinomial logistic regression by AdaGrad, averaged, in a fixed order. No clock, no
/// threads: the same rows make the same bytes.
/// </summary>
internal static class CueTrainer
{
    // Fewer rounds than fit the training sentences best: what is learned late is about these sentences, not about how people speak.
    private const int Epochs = 8;
    private const float Rate = 0.35f;
    private const float Decay = 1.5e-3f;
    private const int MinimumRows = 2;

    public static IReadOnlyList<CueRow> Read(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Where(l => l.Length > 0)
                .Select(l => JsonSerializer.Deserialize<CueRow>(l, DeskJson.Options)!),
        ];

    /// <summary>What the first head should say: a trap is about nothing that matters.</summary>
    public static string AboutOf(CueRow r) => r.State == "trap" ? "neutral" : r.Category;

    public static string StateOf(CueRow r) =>
        r switch
        {
            { State: "trap" } or { Category: "neutral" } => "idle",
            { State: "resolved" } or { Category: "progress" } => "settled",
            _ => "open",
        };

    public static CueModel Train(IReadOnlyList<CueRow> rows)
    {
        var about = rows.Select(AboutOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        string[] states = ["idle", "open", "settled"];
        var featured = rows.Select(r => Features.Of(r.Text)).ToArray();
        var features = featured
            .SelectMany(f => f.Select(x => x.Name))
            .GroupBy(n => n, StringComparer.Ordinal)
            .Where(g => g.Count() >= MinimumRows)
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var index = features.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i, StringComparer.Ordinal);
        var x = featured
            .Select(f => f.Where(p => index.ContainsKey(p.Name)).Select(p => (Row: index[p.Name], p.Value)).ToArray())
            .ToArray();
        var y1 = rows.Select(r => Array.IndexOf(about, AboutOf(r))).ToArray();
        var y2 = rows.Select(r => Array.IndexOf(states, StateOf(r))).ToArray();
        var (w1, b1) = Head(x, y1, about.Length, features.Length);
        var (w2, b2) = Head(x, y2, states.Length, features.Length);

        var n = about.Length + states.Length;
        var scales = new float[n];
        var bytes = new sbyte[features.Length * n];
        for (var c = 0; c < n; c++)
        {
            var (w, k, m) = c < about.Length ? (w1, c, about.Length) : (w2, c - about.Length, states.Length);
            var max = 1e-6f;
            for (var f = 0; f < features.Length; f++)
            {
                max = MathF.Max(max, MathF.Abs(w[(f * m) + k]));
            }
            scales[c] = max / 127f;
            for (var f = 0; f < features.Length; f++)
            {
                bytes[(f * n) + c] = (sbyte)MathF.Round(w[(f * m) + k] / scales[c]);
            }
        }

        return new CueModel(about, states, features, bytes, scales, [.. b1, .. b2]);
    }

    private static (float[] Weights, float[] Bias) Head((int Row, float Value)[][] x, int[] y, int classes, int features)
    {
        var w = new float[features * classes];
        var g2 = new float[features * classes];
        var sum = new double[features * classes];
        var bias = new float[classes];
        var g2b = new float[classes];
        var sumb = new double[classes];
        var order = Enumerable.Range(0, x.Length).ToArray();
        var seed = 20261123u;
        var scores = new float[classes];
        var averaged = 0;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                seed = (seed * 1664525u) + 1013904223u;
                var j = (int)(seed % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var i in order)
            {
                bias.CopyTo(scores, 0);
                foreach (var (row, value) in x[i])
                {
                    for (var c = 0; c < classes; c++)
                    {
                        scores[c] += w[(row * classes) + c] * value;
                    }
                }

                var p = CueModel.Softmax(scores);
                for (var c = 0; c < classes; c++)
                {
                    var d = p[c] - (c == y[i] ? 1f : 0f);
                    g2b[c] += d * d;
                    bias[c] -= Rate * 0.3f * d / (MathF.Sqrt(g2b[c]) + 1e-3f);
                    foreach (var (row, value) in x[i])
                    {
                        var at = (row * classes) + c;
                        var g = (d * value) + (Decay * w[at]);
                        g2[at] += g * g;
                        w[at] -= Rate * g / (MathF.Sqrt(g2[at]) + 1e-2f);
                    }
                }
            }

            // The average of the later epochs is steadier than the last one.
            if (epoch < Epochs / 2)
            {
                continue;
            }
            averaged++;
            for (var i = 0; i < w.Length; i++)
            {
                sum[i] += w[i];
            }
            for (var i = 0; i < classes; i++)
            {
                sumb[i] += bias[i];
            }
        }

        return ([.. sum.Select(s => (float)(s / averaged))], [.. sumb.Select(s => (float)(s / averaged))]);
    }

    /// <summary>Five-fold cross-validation: shares of unseen sentences whose category, and whose state, is named right.</summary>
    public static (double About, double State, IReadOnlyDictionary<string, (int Right, int Of)> ByCategory) CrossValidate(
        IReadOnlyList<CueRow> rows
    )
    {
        var (right1, right2) = (0, 0);
        var by = new SortedDictionary<string, (int, int)>(StringComparer.Ordinal);
        for (var fold = 0; fold < 5; fold++)
        {
            var model = Train([.. rows.Where((_, i) => i % 5 != fold)]);
            foreach (var r in rows.Where((_, i) => i % 5 == fold))
            {
                var (a, s) = model.Score(r.Text);
                var ok = model.About[Array.IndexOf(a, a.Max())] == AboutOf(r);
                right1 += ok ? 1 : 0;
                right2 += model.States[Array.IndexOf(s, s.Max())] == StateOf(r) ? 1 : 0;
                var old = by.GetValueOrDefault(AboutOf(r));
                by[AboutOf(r)] = (old.Item1 + (ok ? 1 : 0), old.Item2 + 1);
            }
        }

        return ((double)right1 / rows.Count, (double)right2 / rows.Count, by);
    }
}
