using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace AgentDesk.Adapters.Models.Embedded.Cues;

/// <summary>
/// Two linear heads over the features of a sentence: what it is about (a blocker category, `progress`, `neutral`) and how that stands
/// (`open`, `settled`, `idle`). Trained by `dotnet run --project evals/AgentDesk.Evals -- train`; weights are bytes with one scale a class.
/// </summary>
internal sealed class CueModel
{
    private readonly FrozenDictionary<string, int> _rows;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;
    private readonly float[] _bias;

    public CueModel(
        IReadOnlyList<string> about,
        IReadOnlyList<string> states,
        IReadOnlyList<string> features,
        sbyte[] weights,
        float[] scales,
        float[] bias
    )
    {
        (About, States, FeatureNames, _weights, _scales, _bias) = (about, states, features, weights, scales, bias);
        _rows = features.Select((f, i) => KeyValuePair.Create(f, i)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static readonly Lazy<CueModel> Shipped = new(() =>
    {
        using var stream =
            typeof(CueModel).Assembly.GetManifestResourceStream("cues.model")
            ?? throw new InvalidOperationException("the resource `cues.model` is missing: build again after `evals train`");
        return Read(stream);
    });

    /// <summary>The model that ships in this assembly.</summary>
    public static CueModel Default => Shipped.Value;

    public IReadOnlyList<string> About { get; }

    public IReadOnlyList<string> States { get; }

    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Probabilities of <see cref="About"/> and of <see cref="States"/>, each adding up to 1.</summary>
    public (float[] About, float[] States) Score(string sentence)
    {
        var n = About.Count + States.Count;
        var sums = new float[n];
        foreach (var (name, value) in Features.Of(sentence))
        {
            if (!_rows.TryGetValue(name, out var row))
            {
                continue;
            }
            var at = row * n;
            for (var c = 0; c < n; c++)
            {
                sums[c] += value * _weights[at + c];
            }
        }

        for (var c = 0; c < n; c++)
        {
            sums[c] = (sums[c] * _scales[c]) + _bias[c];
        }
        return (Softmax(sums.AsSpan(0, About.Count)), Softmax(sums.AsSpan(About.Count)));
    }

    public static float[] Softmax(ReadOnlySpan<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var s in scores)
        {
            max = MathF.Max(max, s);
        }
        var p = new float[scores.Length];
        var sum = 0f;
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = MathF.Exp(scores[i] - max);
            sum += p[i];
        }

        for (var i = 0; i < p.Length; i++)
        {
            p[i] /= sum;
        }
        return p;
    }

    public void Write(Stream into)
    {
        using var deflate = new DeflateStream(into, CompressionLevel.SmallestSize, leaveOpen: true);
        using var w = new BinaryWriter(deflate, Encoding.UTF8);
        foreach (var list in new[] { About, States, FeatureNames })
        {
            w.Write(list.Count);
            foreach (var s in list)
            {
                w.Write(s);
            }
        }

        foreach (var s in _scales)
        {
            w.Write(s);
        }
        foreach (var b in _bias)
        {
            w.Write(b);
        }
        foreach (var x in _weights)
        {
            w.Write(x);
        }
    }

    public static CueModel Read(Stream from)
    {
        using var inflate = new DeflateStream(from, CompressionMode.Decompress, leaveOpen: true);
        using var r = new BinaryReader(inflate, Encoding.UTF8);
        var lists = new List<string[]>();
        for (var i = 0; i < 3; i++)
        {
            var list = new string[r.ReadInt32()];
            for (var j = 0; j < list.Length; j++)
            {
                list[j] = r.ReadString();
            }
            lists.Add(list);
        }

        var n = lists[0].Length + lists[1].Length;
        var scales = new float[n];
        var bias = new float[n];
        for (var i = 0; i < n; i++)
        {
            scales[i] = r.ReadSingle();
        }
        for (var i = 0; i < n; i++)
        {
            bias[i] = r.ReadSingle();
        }
        var weights = new sbyte[lists[2].Length * n];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = r.ReadSByte();
        }
        return new CueModel(lists[0], lists[1], lists[2], weights, scales, bias);
    }
}
